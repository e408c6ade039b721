/** The LINE platform on loopback: its API hosts, its console, its people and its webhooks. */
@NullMarked
package musubi.sandbox.line;

import org.jspecify.annotations.NullMarked;

/** One connection: its state, settings and problems, its webhook, pausing and deleting it. */
@NullMarked
package musubi.console.connection;

import org.jspecify.annotations.NullMarked;

/** Connecting, in a real browser. */
@NullMarked
package musubi.console.connect;

import org.jspecify.annotations.NullMarked;

/** The pages of one connection, in a real browser. */
@NullMarked
package musubi.console.connection;

import org.jspecify.annotations.NullMarked;

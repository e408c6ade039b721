/** The pages, in a real browser. */
@NullMarked
package musubi.console;

import org.jspecify.annotations.NullMarked;

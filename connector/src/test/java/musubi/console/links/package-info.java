/** Links, in a real browser. */
@NullMarked
package musubi.console.links;

import org.jspecify.annotations.NullMarked;

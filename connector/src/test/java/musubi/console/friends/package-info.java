/** The list of friends, in a real browser. */
@NullMarked
package musubi.console.friends;

import org.jspecify.annotations.NullMarked;

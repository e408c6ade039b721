/** The first pages, in a real browser. */
@NullMarked
package musubi.console.overview;

import org.jspecify.annotations.NullMarked;

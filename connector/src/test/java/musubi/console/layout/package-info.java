/** The layout around all pages. */
@NullMarked
package musubi.console.layout;

import org.jspecify.annotations.NullMarked;

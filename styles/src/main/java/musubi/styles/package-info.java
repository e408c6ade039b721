/** Reduces style sheets to what pages use, when the project is built. */
@NullMarked
package musubi.styles;

import org.jspecify.annotations.NullMarked;

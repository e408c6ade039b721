/** Makes style sheets small, when the project is built. */
@NullMarked
package musubi.styles;

import org.jspecify.annotations.NullMarked;

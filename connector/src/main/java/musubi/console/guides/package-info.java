/** The guides of {@code docs/}, as pages of the console. */
@NullMarked
package musubi.console.guides;

import org.jspecify.annotations.NullMarked;

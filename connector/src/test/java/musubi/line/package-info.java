/** The LINE platform's client against the stand-in. */
@NullMarked
package musubi.line;

import org.jspecify.annotations.NullMarked;

/** The LINE stand-in, asked over HTTP. */
@NullMarked
package musubi.sandbox.line;

import org.jspecify.annotations.NullMarked;

/** The LINE stand-in, called over HTTP. */
@NullMarked
package musubi.sandbox.line;

import org.jspecify.annotations.NullMarked;

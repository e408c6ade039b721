/** Tests of the whole way, through the stand-ins over HTTP. */
@NullMarked
package musubi.sync;

import org.jspecify.annotations.NullMarked;

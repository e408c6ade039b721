/** Prepares broadcasts, and sends them when it is time. */
@NullMarked
package musubi.broadcast.prepare;

import org.jspecify.annotations.NullMarked;

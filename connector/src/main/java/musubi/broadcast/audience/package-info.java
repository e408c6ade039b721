/** Reads audiences: lists as sorted streams, and the contacts in them. */
@NullMarked
package musubi.broadcast.audience;

import org.jspecify.annotations.NullMarked;

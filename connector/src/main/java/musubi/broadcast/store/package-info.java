/** Broadcasts in PostgreSQL. */
@NullMarked
package musubi.broadcast.store;

import org.jspecify.annotations.NullMarked;

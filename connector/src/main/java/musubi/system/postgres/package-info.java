/** The embedded PostgreSQL: unpacked, initialised, started and stopped with Musubi. */
@NullMarked
package musubi.system.postgres;

import org.jspecify.annotations.NullMarked;

/** A PostgreSQL of our own: unpacked, initialised, started and stopped with Musubi. */
@NullMarked
package musubi.system.postgres;

import org.jspecify.annotations.NullMarked;

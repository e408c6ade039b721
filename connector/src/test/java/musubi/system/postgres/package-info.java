/** The embedded PostgreSQL, tried for real. */
@NullMarked
package musubi.system.postgres;

import org.jspecify.annotations.NullMarked;

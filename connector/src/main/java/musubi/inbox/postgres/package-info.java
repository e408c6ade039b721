/** The inbox in PostgreSQL. */
@NullMarked
package musubi.inbox.postgres;

import org.jspecify.annotations.NullMarked;

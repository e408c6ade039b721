/** Steps of the database schema that plain SQL cannot do, because events are encrypted. */
@NullMarked
@NamedInterface("migration")
package musubi.inbox.migration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

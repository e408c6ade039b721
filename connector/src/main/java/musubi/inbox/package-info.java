/**
 * Durable events: the queue, failed events, seen events, import jobs, and the ownership of portals. Another store can be used by
 * implementing the interfaces here; {@code inbox.postgres} is the implementation with PostgreSQL.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "system")
package musubi.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

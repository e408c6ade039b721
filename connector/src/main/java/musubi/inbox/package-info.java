/**
 * Durable events: the queue they wait in, those that failed, those that were seen, the jobs that bring friends in, and who owns a
 * portal. Its interfaces are the one seam for another store; {@code inbox.postgres} is the one there is.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "system")
package musubi.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

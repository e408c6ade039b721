/** What all other modules use: embedded database, keys, basics of security and SQL, jobs, start-up, observability. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package musubi.system;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

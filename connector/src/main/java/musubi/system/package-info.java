/** What the other modules build on: embedded database, keys, security, start-up, observability. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package musubi.system;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Events on disk: append, take, settle; what failed for good; who owns a portal. The one seam for another store. */
@NullMarked
@ApplicationModule(allowedDependencies = "system")
package musubi.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** People who use the console, what they may do, their invitations and API tokens, and the record of what was changed. */
@NullMarked
@ApplicationModule(allowedDependencies = {"system", "system :: command", "system :: http"})
package musubi.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

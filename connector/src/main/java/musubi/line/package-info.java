/** The LINE platform: channels, profiles, webhook settings, signatures. Credentials are handed in; nothing is kept at rest. */
@NullMarked
@ApplicationModule(allowedDependencies = {"system", "system :: http"})
package musubi.line;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The LINE platform: channels, profiles, webhook settings, LINE Login, signatures. Callers pass credentials in; nothing is stored. */
@NullMarked
@ApplicationModule(allowedDependencies = {"system", "system :: http", "system :: trace"})
package musubi.line;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

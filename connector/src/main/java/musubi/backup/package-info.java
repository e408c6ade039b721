/** A copy of the whole database in one file, made while Musubi runs, and put back into an empty one. */
@NullMarked
@ApplicationModule(allowedDependencies = {"system", "system :: command", "inbox :: migration"})
package musubi.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** From the inbox to contacts: take, fold by friend, read, decide, write, settle. */
@NullMarked
@ApplicationModule(allowedDependencies = {"contact", "inbox", "connection", "line", "hubspot", "system"})
package musubi.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

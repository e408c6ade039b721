/** Friends from all sides: import. All of them enter by the same sync as webhooks. */
@NullMarked
@ApplicationModule(allowedDependencies = {"sync", "connection", "contact", "line", "hubspot", "inbox", "system"})
package musubi.friends;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

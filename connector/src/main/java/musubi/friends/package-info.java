/** The list of friends, imports of friends, and contacts that got a LINE user id outside Musubi. All of them enter by the same sync as webhooks. */
@NullMarked
@ApplicationModule(allowedDependencies = {"sync", "connection", "contact", "line", "hubspot", "inbox", "system"})
package musubi.friends;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

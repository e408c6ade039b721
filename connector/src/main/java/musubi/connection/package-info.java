/** A LINE channel connected to a HubSpot portal: set-up, credentials (encrypted at rest), options, property names, problems. */
@NullMarked
@ApplicationModule(allowedDependencies = {"line", "hubspot", "contact", "system", "system :: change"})
package musubi.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

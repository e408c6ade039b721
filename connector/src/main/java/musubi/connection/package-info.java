/** A LINE channel tied to a HubSpot portal: connecting the two, their credentials (encrypted at rest), options, names. */
@NullMarked
@ApplicationModule(allowedDependencies = {"line", "hubspot", "contact", "system"})
package musubi.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

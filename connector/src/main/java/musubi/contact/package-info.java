/** The rules: what a change of a friend on LINE writes onto the HubSpot contact. Pure: no I/O, no clock, no framework. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package musubi.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

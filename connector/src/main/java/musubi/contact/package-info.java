/** The rules: what is known of a friend on LINE, and what of it is written onto the HubSpot contact. Pure: no I/O, no clock, no framework. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package musubi.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

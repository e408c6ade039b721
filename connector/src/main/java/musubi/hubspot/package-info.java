/** The HubSpot platform: calls, their limit, their errors. Knows neither LINE nor our rules; credentials are handed in. */
@NullMarked
@ApplicationModule(allowedDependencies = {"system", "system :: http"})
package musubi.hubspot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

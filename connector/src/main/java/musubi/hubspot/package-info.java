/** The HubSpot platform: calls, their limit and priorities, their errors. Knows neither LINE nor our rules; callers pass credentials in. */
@NullMarked
@ApplicationModule(allowedDependencies = {"system", "system :: http", "system :: trace"})
package musubi.hubspot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

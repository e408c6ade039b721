/** Measurements of scenarios and of the actions of HubSpot workflows. */
@NullMarked
package musubi.bench.scenario;

import org.jspecify.annotations.NullMarked;

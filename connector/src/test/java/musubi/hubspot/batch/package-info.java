/** Tests of HubSpot's batch answers. */
@NullMarked
package musubi.hubspot.batch;

import org.jspecify.annotations.NullMarked;

/** Tests of the HubSpot platform's limit and errors. */
@NullMarked
package musubi.hubspot;

import org.jspecify.annotations.NullMarked;

/** Tests of the HubSpot developer project in {@code hubspot-app/}. */
@NullMarked
package musubi.hubspotapp;

import org.jspecify.annotations.NullMarked;

/** The HubSpot stand-in, called over HTTP. */
@NullMarked
package musubi.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;

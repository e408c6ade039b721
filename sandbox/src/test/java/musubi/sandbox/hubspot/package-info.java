/** The HubSpot stand-in, asked over HTTP. */
@NullMarked
package musubi.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;

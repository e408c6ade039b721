/** Webhooks of the HubSpot stand-in, received over HTTP. */
@NullMarked
package musubi.sandbox.hubspot.webhook;

import org.jspecify.annotations.NullMarked;

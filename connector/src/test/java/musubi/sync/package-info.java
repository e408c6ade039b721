/** Tests from an event at LINE to the contact in HubSpot, through the stand-ins over HTTP. */
@NullMarked
package musubi.sync;

import org.jspecify.annotations.NullMarked;

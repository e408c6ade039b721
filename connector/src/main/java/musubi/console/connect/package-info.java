/** The steps to a new connection: LINE, HubSpot, properties. */
@NullMarked
package musubi.console.connect;

import org.jspecify.annotations.NullMarked;

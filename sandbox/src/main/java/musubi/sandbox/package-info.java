/** LINE and HubSpot on loopback, as strict and nasty as the originals. */
@NullMarked
package musubi.sandbox;

import org.jspecify.annotations.NullMarked;

/** HubSpot lists of who opened a link of a broadcast, or did not. */
@NullMarked
package musubi.console.broadcasts.list;

import org.jspecify.annotations.NullMarked;

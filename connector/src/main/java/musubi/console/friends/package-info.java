/** The list of friends, read live from HubSpot. */
@NullMarked
package musubi.console.friends;

import org.jspecify.annotations.NullMarked;

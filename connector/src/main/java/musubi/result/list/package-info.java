/** Makes HubSpot lists of those who opened a link of a broadcast, or did not. */
@NullMarked
package musubi.result.list;

import org.jspecify.annotations.NullMarked;

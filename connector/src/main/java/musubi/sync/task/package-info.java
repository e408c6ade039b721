/** Creates the HubSpot tasks that friends' messages ask for. */
@NullMarked
package musubi.sync.task;

import org.jspecify.annotations.NullMarked;

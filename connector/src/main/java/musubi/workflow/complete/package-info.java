/** Tells HubSpot what came of executions. */
@NullMarked
package musubi.workflow.complete;

import org.jspecify.annotations.NullMarked;

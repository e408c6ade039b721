/** Reads the answers of HubSpot's batch calls: what became of each row, and what was left out. */
@NullMarked
package musubi.hubspot.batch;

import org.jspecify.annotations.NullMarked;

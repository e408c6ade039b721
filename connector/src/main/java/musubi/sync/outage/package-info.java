/** Outages of HubSpot: who notices them, and where every node reads of them. */
@NullMarked
@NamedInterface("outage")
package musubi.sync.outage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

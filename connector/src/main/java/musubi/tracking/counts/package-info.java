/** What was counted of links: for pages and reports. */
@NullMarked
@NamedInterface("counts")
package musubi.tracking.counts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

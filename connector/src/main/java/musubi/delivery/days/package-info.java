/** How many messages went out on each day, and how many LINE counts itself. */
@NullMarked
@NamedInterface("days")
package musubi.delivery.days;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Links in messages of scenarios: whose they are, and who learns of clicks on them. */
@NullMarked
@NamedInterface("step")
package musubi.tracking.step;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

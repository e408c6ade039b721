/** Metrics with rows that come and go. */
@NullMarked
@NamedInterface("metrics")
package musubi.system.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

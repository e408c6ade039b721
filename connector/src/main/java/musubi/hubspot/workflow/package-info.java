/** Completes executions of custom workflow actions. */
@NullMarked
@NamedInterface("workflow")
package musubi.hubspot.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

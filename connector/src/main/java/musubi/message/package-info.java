/**
 * Messages: what an operator writes (bubbles with tokens), its limits, and how it becomes LINE's JSON for one person. Pure: no
 * I/O, no clock, no framework.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package musubi.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What a scenario does, as an operator writes it: pure, and read from and written to JSON. */
@NullMarked
@NamedInterface("definition")
package musubi.scenario.definition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

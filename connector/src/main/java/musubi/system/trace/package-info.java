/** Traces: what was done, in which order and for how long, for who operates Musubi. Nothing in them is about a person. */
@NullMarked
@NamedInterface("trace")
package musubi.system.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

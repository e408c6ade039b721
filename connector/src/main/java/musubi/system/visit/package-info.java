/** Who opens a page of ours, and how often: for modules that count visits of pages that are open to the world. */
@NullMarked
@NamedInterface("visit")
package musubi.system.visit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

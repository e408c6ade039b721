/** Work that takes a while, each piece of it on a thread of its own. */
@NullMarked
@NamedInterface("work")
package musubi.system.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** What other nodes change in the database is told to whoever keeps a copy of it in memory. */
@NullMarked
@NamedInterface("change")
package musubi.system.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The remainder of an A/B test, which gets the best of its variants. */
@NullMarked
@NamedInterface("winner")
package musubi.broadcast.winner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

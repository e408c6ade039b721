/** What LINE itself says of a broadcast: who opened its messages, and how many it delivered. */
@NullMarked
@NamedInterface("opens")
package musubi.broadcast.opens;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** What an operator chose for what a connection sends. */
@NullMarked
@NamedInterface("sending")
package musubi.connection.sending;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

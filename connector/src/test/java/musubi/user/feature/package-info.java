/** What features say, without a running Musubi. Repeats the named interface: on the tests' class path this file stands before the one of the program. */
@NullMarked
@NamedInterface("feature")
package musubi.user.feature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Puts the clock of a measured Musubi ahead and back, which the machine's own clock cannot be. */
@NullMarked
package musubi.bench.clock;

import org.jspecify.annotations.NullMarked;

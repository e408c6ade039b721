/** What goes wrong around a measured Musubi: calls that fail, and a clock that jumps. */
@NullMarked
package musubi.bench.fault;

import org.jspecify.annotations.NullMarked;

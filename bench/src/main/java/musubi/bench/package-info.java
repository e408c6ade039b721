/** Load and cost measurements against the sandbox. */
@NullMarked
package musubi.bench;

import org.jspecify.annotations.NullMarked;

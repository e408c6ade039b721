/** Who may call which address, and how errors look. */
@NullMarked
package musubi.system.web;

import org.jspecify.annotations.NullMarked;

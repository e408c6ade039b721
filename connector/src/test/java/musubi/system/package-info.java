/** Start-up, settings and keys, tried for real. */
@NullMarked
package musubi.system;

import org.jspecify.annotations.NullMarked;

/** Who may call what, asked over HTTP. */
@NullMarked
package musubi.user;

import org.jspecify.annotations.NullMarked;

/** Who may call what, asked over HTTP. */
@NullMarked
package musubi.system.web;

import org.jspecify.annotations.NullMarked;

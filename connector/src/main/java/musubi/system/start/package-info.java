/** What happens while Musubi starts: the embedded database, checks, and how a failed start is reported. */
@NullMarked
package musubi.system.start;

import org.jspecify.annotations.NullMarked;

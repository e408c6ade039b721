/** The operator's pages: the frame around them, coming in, the overview, what went wrong. Areas have packages of their own. */
@NullMarked
@ApplicationModule
package musubi.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

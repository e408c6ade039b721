/** The web pages of the console, a package for each part of it; {@code layout} is what stands around all of them. */
@NullMarked
@ApplicationModule
package musubi.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

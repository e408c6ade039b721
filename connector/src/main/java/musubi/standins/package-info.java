/** LINE and HubSpot as stand-ins: the wiring of {@code --sandbox}, and the page to play with them. Nothing here is active without it. */
@NullMarked
@ApplicationModule
package musubi.standins;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** From the inbox to contacts: claims events, folds them by friend, reads the contacts, decides, writes, settles. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "contact",
            "inbox",
            "connection",
            "line",
            "hubspot",
            "system",
            "system :: metrics",
            "system :: trace"
        })
package musubi.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

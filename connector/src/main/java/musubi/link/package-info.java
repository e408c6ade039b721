/** Friends link their LINE account by LINE Login: links, their QR codes and counts, the pages, and the event for the inbox. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "connection",
            "contact",
            "inbox",
            "line",
            "sync",
            "system",
            "system :: visit",
            "user :: feature"
        })
package musubi.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

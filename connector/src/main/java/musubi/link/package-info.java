/** Friends link themselves by LINE Login: links, their QR codes and counts, the pages, the way to the inbox. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"connection", "contact", "inbox", "line", "sync", "system", "user :: feature"})
package musubi.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What is sent: pictures and videos. */
@NullMarked
@ApplicationModule(allowedDependencies = {"connection", "message", "system", "user :: feature"})
package musubi.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

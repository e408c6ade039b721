/** What is sent: pictures and videos. */
@NullMarked
@ApplicationModule(allowedDependencies = {"connection", "message", "system", "system :: upload", "user :: feature"})
package musubi.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

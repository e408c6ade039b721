/** What is sent: saved messages, and pictures and videos; each checked before it is kept. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "message",
            "connection",
            "hubspot",
            "line",
            "system",
            "system :: upload",
            "user :: feature"
        })
package musubi.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Alerts by e-mail and webhook for people who are not looking at the console: what is wrong, who is told, how often, and the sending. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "connection",
            "delivery :: days",
            "friends",
            "inbox",
            "sync :: outage",
            "user",
            "system",
            "system :: metrics",
            "system :: http"
        })
package musubi.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

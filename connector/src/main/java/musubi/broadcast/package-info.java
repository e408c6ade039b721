/**
 * Broadcasts: who gets a message (HubSpot lists), which message, and when. The audience is frozen while it is prepared; sending is the work of
 * {@code delivery}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "delivery",
            "delivery :: days",
            "tracking",
            "tracking :: counts",
            "content",
            "message",
            "connection",
            "connection :: sending",
            "contact",
            "hubspot",
            "inbox",
            "line",
            "system",
            "system :: work"
        })
package musubi.broadcast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

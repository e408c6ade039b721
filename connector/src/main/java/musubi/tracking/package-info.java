/**
 * Links of messages that are counted: their sealed addresses, the redirect behind them, and who clicked, by record id and for a limited
 * time. The first click of a person becomes an event of the inbox.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "connection",
            "connection :: sending",
            "inbox",
            "system",
            "system :: visit",
            "user :: feature"
        })
package musubi.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Scenarios: messages that follow each other, to each person at their own time. What a scenario is, its versions, and the decision what comes
 * next for a person.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "content",
            "message",
            "connection",
            "connection :: sending",
            "contact",
            "delivery",
            "hubspot",
            "hubspot :: list",
            "inbox",
            "link",
            "sync",
            "system",
            "system :: metrics",
            "system :: work",
            "tracking",
            "tracking :: counts",
            "tracking :: step"
        })
package musubi.scenario;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

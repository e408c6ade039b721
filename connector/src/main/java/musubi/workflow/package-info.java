/**
 * The action <em>Send LINE message</em> of HubSpot's workflows: takes in executions, sends each message once, and completes the executions. Of a
 * person only the record id rests here, and a text encrypted, until it is decided what becomes of the message.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "content",
            "message",
            "delivery",
            "connection",
            "connection :: sending",
            "contact",
            "hubspot",
            "hubspot :: workflow",
            "inbox",
            "system",
            "system :: work",
            "user :: feature"
        })
package musubi.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

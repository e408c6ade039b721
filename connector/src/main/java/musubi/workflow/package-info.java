/**
 * The actions of HubSpot's workflows. <em>Send LINE message</em>: takes in executions, sends each message once, and completes the executions. Of a
 * person only the record id rests here, and a text encrypted, until it is decided what becomes of the message. <em>Add to or take out of a LINE
 * scenario</em>: is carried out at once.
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
            "scenario",
            "system",
            "system :: metrics",
            "system :: trace",
            "system :: work",
            "user :: feature"
        })
package musubi.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

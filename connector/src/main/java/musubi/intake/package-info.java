/** Webhooks in: signature, split, durable append, answer. Calls neither LINE nor HubSpot. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"inbox", "connection", "contact", "line", "hubspot", "system", "system :: trace"})
package musubi.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

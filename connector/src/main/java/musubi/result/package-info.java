/**
 * What broadcasts leave in HubSpot: the last broadcast on the contacts of those who got it, notes on their timelines, and lists of who opened
 * a link. Of a person only the record id rests here, until it is written.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "broadcast",
            "delivery",
            "tracking",
            "tracking :: counts",
            "connection",
            "connection :: sending",
            "contact",
            "hubspot",
            "hubspot :: note",
            "hubspot :: list",
            "inbox",
            "system",
            "system :: metrics",
            "system :: work",
            "user :: feature"
        })
package musubi.result;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

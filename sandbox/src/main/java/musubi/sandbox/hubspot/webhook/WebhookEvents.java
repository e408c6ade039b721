package musubi.sandbox.hubspot.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.WebhookSubscription;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.crm.store.ContactChange;
import musubi.sandbox.hubspot.crm.store.ContactChanges;
import tools.jackson.databind.node.ObjectNode;

/** Changes as the events that HubSpot sends, with all documented fields but the number of the attempt. */
public final class WebhookEvents {

    // so few that a receiver that treats them as unique soon loses an event: HubSpot documents that they are not unique
    private static final int EVENT_IDS = 500;

    private final long appId;
    private final Random random;

    public WebhookEvents(long appId, Random random) {
        this.appId = appId;
        this.random = random;
    }

    /** One event per change and matching subscription; all events of one write have the same event id. */
    public List<ObjectNode> of(
            long portalId, List<ContactChanges.Event> changes, List<WebhookSubscription> subscriptions) {
        var eventId = 100_000_000L + random.nextInt(EVENT_IDS);
        var events = new ArrayList<ObjectNode>();
        for (var change : changes) {
            for (var subscription : subscriptions) {
                if (wants(subscription, change.change())) {
                    var event = Json.object()
                            .put("eventId", eventId)
                            .put("subscriptionId", subscription.id())
                            .put("portalId", portalId)
                            .put("appId", appId)
                            .put("occurredAt", change.at())
                            .put("subscriptionType", subscription.type())
                            .put("objectId", change.change().contactId());
                    if (isGeneric(subscription)) {
                        event.put("objectTypeId", ObjectType.CONTACT.typeId());
                    }
                    source(event, change.byHand());
                    details(event, change.change());
                    events.add(event);
                }
            }
        }
        return events;
    }

    private void source(ObjectNode event, boolean byHand) {
        event.put("changeSource", byHand ? "CRM_UI" : "INTEGRATION")
                .put("sourceId", byHand ? "userId:9586504" : "" + appId);
    }

    private static void details(ObjectNode event, ContactChange change) {
        switch (change) {
            case ContactChange.Created ignored -> event.put("changeFlag", "NEW");
            case ContactChange.Deleted ignored -> event.put("changeFlag", "DELETED");
            case ContactChange.Restored ignored -> {
                // no other flag than NEW and DELETED was seen
            }
            case ContactChange.GdprDeleted ignored -> {
                // the same
            }
            case ContactChange.PropertyChanged changed ->
                event.put("propertyName", changed.property()).put("propertyValue", changed.value());
            case ContactChange.Merged merged -> {
                event.put("primaryObjectId", merged.contactId());
                event.putArray("mergedObjectIds").add(merged.otherId());
                event.put("newObjectId", merged.survivorId()).put("numberOfPropertiesMoved", merged.moved());
            }
        }
    }

    /** Events of {@code object.…} subscriptions name the type of the object. */
    private static boolean isGeneric(WebhookSubscription subscription) {
        return subscription.type().startsWith("object.");
    }

    private static boolean wants(WebhookSubscription subscription, ContactChange change) {
        var kind = subscription.type().substring(subscription.type().indexOf('.') + 1);
        return subscription.active()
                && switch (change) {
                    case ContactChange.Created _ -> kind.equals("creation");
                    case ContactChange.Deleted _ -> kind.equals("deletion");
                    case ContactChange.Restored _ -> kind.equals("restore");
                    case ContactChange.GdprDeleted _ -> kind.equals("privacyDeletion");
                    case ContactChange.Merged _ -> kind.equals("merge");
                    case ContactChange.PropertyChanged changed ->
                        kind.equals("propertyChange") && changed.property().equals(subscription.propertyName());
                };
    }
}

package musubi.sandbox.hubspot;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of an app to one type of event.
 *
 * @param id of the subscription
 * @param type {@code contact.creation} and so on, or the {@code object.…} form, which here means contacts (0-1)
 * @param propertyName of a {@code propertyChange}, else null
 * @param active whether its events are sent
 */
public record WebhookSubscription(
        long id, String type, @Nullable String propertyName, boolean active) {

    private static final Set<String> KINDS = Set.of("creation", "deletion", "merge", "restore", "propertyChange");
    // documented as not to be subscribed to
    private static final Set<String> NEVER =
            Set.of("num_unique_conversion_events", "hs_lastmodifieddate", "lastmodifieddate");

    public WebhookSubscription {
        if (!type.equals("contact.privacyDeletion")
                && !((type.startsWith("contact.") || type.startsWith("object."))
                        && KINDS.contains(type.substring(type.indexOf('.') + 1)))) {
            throw new IllegalArgumentException(
                    "subscriptionType: %s (expected: contact. or object. and one of %s, or contact.privacyDeletion)"
                            .formatted(type, KINDS.stream().sorted().toList()));
        }
        if (type.endsWith(".propertyChange") != (propertyName != null)) {
            throw new IllegalArgumentException(
                    "propertyName: %s (expected: a property for propertyChange, none else)".formatted(propertyName));
        }
        if (propertyName != null && NEVER.contains(propertyName)) {
            throw new IllegalArgumentException("propertyName: %s cannot be subscribed to".formatted(propertyName));
        }
    }

    WebhookSubscription active(boolean on) {
        return new WebhookSubscription(id, type, propertyName, on);
    }
}

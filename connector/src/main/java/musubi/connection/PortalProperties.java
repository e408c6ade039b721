package musubi.connection;

import java.util.List;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.CreateOutcome;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotProperties;
import musubi.hubspot.PortalAccess;

/** Makes a portal have the properties a connection needs, however often it is asked. */
final class PortalProperties {

    /** HubSpot may say "exists" of a whole batch for one of them, and may take a moment to list what it made. */
    private static final int ROUNDS = 3;

    private final HubSpotProperties properties;
    private final HubSpotAnswers answers;

    PortalProperties(HubSpotProperties properties, HubSpotAnswers answers) {
        this.properties = properties;
        this.answers = answers;
    }

    /**
     * Adopts those that are there and makes the others, with their group. Nothing is written before all that exists is
     * known to fit.
     *
     * @throws ConnectionRefusedException when one does not fit, or HubSpot refuses
     */
    void provide(PortalAccess access, PropertyNames names) {
        try {
            var refused = List.<CreateOutcome.Refused>of();
            for (var round = 0; round < ROUNDS; round++) {
                var plan = PropertyPlan.of(names, properties.all(access));
                if (!plan.refusals().isEmpty()) {
                    throw new ConnectionRefusedException(plan.refusals());
                }
                if (plan.missing().isEmpty()) {
                    return;
                }
                if (!properties.groupExists(access, LineProperty.GROUP)) {
                    properties.createGroup(access, LineProperty.GROUP, LineProperty.GROUP_LABEL);
                }
                refused = properties.create(access, plan.missing()).stream()
                        .filter(CreateOutcome.Refused.class::isInstance)
                        .map(CreateOutcome.Refused.class::cast)
                        .toList();
                if (refused.isEmpty()) {
                    return;
                }
                if (!refused.stream().allMatch(one -> one.error().alreadyExists())) {
                    break;
                }
            }
            throw new ConnectionRefusedException(
                    refused.stream().map(PortalProperties::refusal).toList());
        } catch (HubSpotException e) {
            throw new ConnectionRefusedException(answers.refusals(e, access));
        }
    }

    private static Refusal refusal(CreateOutcome.Refused refused) {
        HubSpotError error = refused.error();
        var message = error.alreadyExists()
                ? "HubSpot says that the contact property %s exists, but does not list it. Look for it among the archived properties."
                        .formatted(refused.name())
                : "HubSpot does not make the contact property %s: %s"
                        .formatted(refused.name(), error.message().isEmpty() ? error.category() : error.message());
        return new Refusal(Reason.REFUSED, "propertyNames", message);
    }
}

package musubi.connection.setup;

import java.util.List;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.RefusalCode;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotProperties;
import musubi.hubspot.HubSpotProperties.CreateOutcome;
import musubi.hubspot.PortalAccess;
import org.springframework.stereotype.Component;

/** Ensures that a portal has the properties that a connection needs. Idempotent. */
@Component
public final class PortalProperties {

    /** HubSpot may answer "exists" for a whole batch because of one property, and may list a new property only after a moment. */
    private static final int MAX_ATTEMPTS = 3;

    private final HubSpotProperties properties;
    private final HubSpotRefusals refusals;

    PortalProperties(HubSpotProperties properties, HubSpotRefusals refusals) {
        this.properties = properties;
        this.refusals = refusals;
    }

    /**
     * Creates the properties that are missing, with their group. Nothing is created unless all that exist are suitable.
     *
     * @throws ConnectionRefusedException when one is not suitable, or HubSpot refuses
     */
    public void provide(PortalAccess access, PropertyNames names) {
        try {
            var refused = List.<CreateOutcome.Refused>of();
            for (var attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
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
            throw refusals.refused(e, access);
        }
    }

    private static Refusal refusal(CreateOutcome.Refused refused) {
        var error = refused.error();
        return error.alreadyExists()
                ? new Refusal(Reason.REFUSED, "propertyNames", RefusalCode.PROPERTY_NOT_LISTED, refused.name())
                : new Refusal(
                        Reason.REFUSED,
                        "propertyNames",
                        RefusalCode.PROPERTY_NOT_CREATED,
                        refused.name(),
                        error.message().isEmpty() ? error.category() : error.message());
    }
}

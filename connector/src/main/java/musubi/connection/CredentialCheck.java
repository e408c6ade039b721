package musubi.connection;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.oauth.Grants;
import musubi.connection.setup.ConnectionValidator;
import musubi.connection.setup.CredentialProbe;
import musubi.connection.setup.DuplicateAccountCheck;
import musubi.connection.setup.EarlierConnector;
import musubi.connection.setup.HubSpotRefusals;
import musubi.connection.setup.PropertyPlan;
import musubi.connection.store.PortalSerialRepository;
import musubi.connection.store.Secrets;
import musubi.connection.store.Vault;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotProperties;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.PropertyDefinition;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks what a person has entered so far, step by step. Nothing is created or saved; {@link Connections#connect} checks everything
 * again.
 */
@Component
public final class CredentialCheck {

    private static final UUID NO_CONNECTION = new UUID(0, 0);
    private static final String FIELD = "entered";

    private final CredentialProbe probe;
    private final DuplicateAccountCheck duplicates;
    private final Grants grants;
    private final HubSpotProperties properties;
    private final HubSpotRefusals refusals;
    private final PortalSerialRepository serials;
    private final Vault vault;
    private final JsonMapper json = JsonMapper.builder().build();

    CredentialCheck(
            CredentialProbe probe,
            DuplicateAccountCheck duplicates,
            Grants grants,
            HubSpotProperties properties,
            HubSpotRefusals refusals,
            PortalSerialRepository serials,
            Vault vault) {
        this.probe = probe;
        this.duplicates = duplicates;
        this.grants = grants;
        this.properties = properties;
        this.refusals = refusals;
        this.serials = serials;
        this.vault = vault;
    }

    /** The LINE Official Account that credentials belong to. */
    public record Account(String botUserId, String basicId, String displayName) implements Serializable {}

    /** The HubSpot portal that a token or an app gives access to. */
    public record Portal(long portalId, String timeZone) implements Serializable {}

    /** A property that a connection needs, and what connecting does about it. */
    public record Planned(LineProperty property, String label, String name, PropertyAction action) {}

    /** What connecting does about a property. */
    public enum PropertyAction {
        /** There is none of that name: it is created. */
        MADE,
        /** There is a suitable one: it is used as it is. */
        ADOPTED,
        /** There is one that is not suitable, or it cannot be created: connecting is refused. */
        REFUSED
    }

    /**
     * What connecting would do in the portal.
     *
     * @param refusals why connecting would be refused; empty when it would not
     * @param earlier properties of LITTLE HELP CONNECT that can be used in the place of ours: names by key
     */
    public record Preview(List<Planned> properties, List<Refusal> refusals, Map<String, String> earlier) {}

    /**
     * The account that the credentials belong to.
     *
     * @throws ConnectionRefusedException when they are not accepted, or the account is connected already
     */
    public Account line(LineAccount input) {
        ConnectionValidator.validateLine(input);
        var bot = probe.bot(new Secrets(
                input.channelSecret().orElseThrow(),
                input.channelAccessToken(),
                input.channelId(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        duplicates.check(bot.userId());
        return new Account(bot.userId(), bot.basicId(), bot.displayName());
    }

    /**
     * The portal that the token or the app gives access to.
     *
     * @param portalId of a portal that our app is installed in; when there is no token
     * @throws ConnectionRefusedException when there is no access, or scopes are missing; each is named
     */
    public Portal hubspot(Optional<String> accessToken, Optional<Long> portalId) {
        var token = LineAccount.cleaned(accessToken);
        ConnectionValidator.validateHubSpot(token, portalId);
        var found = probe.portal(grants.access(token, portalId.orElse(0L)));
        return new Portal(found.portalId(), found.timeZone().getId());
    }

    /**
     * What connecting would do about properties.
     *
     * @throws ConnectionRefusedException when HubSpot does not answer, or a name is not valid
     */
    public Preview properties(
            Account account, Portal portal, Optional<String> accessToken, Map<String, String> mapped) {
        ConnectionValidator.validateNames(mapped);
        var access = grants.access(LineAccount.cleaned(accessToken), portal.portalId());
        var names = new PropertyNames(
                serials.find(account.botUserId(), portal.portalId()), ConnectionValidator.mapped(mapped));
        var existing = existing(access);
        var plan = PropertyPlan.of(names, existing);
        var existingNames = existing.stream().map(PropertyDefinition::name).collect(Collectors.toSet());
        var refusedFields = plan.refusals().stream().map(Refusal::field).collect(Collectors.toSet());
        var planned = Arrays.stream(LineProperty.values())
                .map(property -> {
                    var name = names.of(property);
                    var action = existingNames.contains(name) ? PropertyAction.ADOPTED : PropertyAction.MADE;
                    return new Planned(
                            property,
                            names.labelOf(property),
                            name,
                            refusedFields.contains("propertyNames." + property.key())
                                    ? PropertyAction.REFUSED
                                    : action);
                })
                .toList();
        return new Preview(planned, plan.refusals(), EarlierConnector.propertiesAmong(existing));
    }

    private List<PropertyDefinition> existing(PortalAccess access) {
        try {
            return properties.all(access);
        } catch (HubSpotException e) {
            throw refusals.refused(e, access);
        }
    }

    /** Encrypts what has been entered so far, to keep it in a place that is not protected, such as a session. */
    public byte[] seal(NewConnection input) {
        return vault.encrypt(NO_CONNECTION, FIELD, json.writeValueAsString(input));
    }

    /** Decrypts what was {@link #seal sealed}; empty when that was with another master key. */
    public Optional<NewConnection> unseal(byte[] sealed) {
        try {
            return Optional.of(json.readValue(vault.decrypt(NO_CONNECTION, FIELD, sealed), NewConnection.class));
        } catch (Vault.WrongMasterKeyException e) {
            return Optional.empty();
        }
    }
}

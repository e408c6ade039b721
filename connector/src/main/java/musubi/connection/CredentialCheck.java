package musubi.connection;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotProperties;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.PropertyDefinition;
import tools.jackson.databind.json.JsonMapper;

/** Tries what a person enters, one side after the other. Nothing is made or saved; the same is tried again on connecting. */
public final class CredentialCheck {

    private static final UUID NO_CONNECTION = new UUID(0, 0);
    private static final String FIELD = "entered";

    private final CredentialProbe accounts;
    private final Grants grants;
    private final HubSpotProperties properties;
    private final HubSpotAnswers answers;
    private final PortalSerials serials;
    private final ConnectionRows rows;
    private final Vault vault;
    private final JsonMapper json = JsonMapper.builder().build();

    CredentialCheck(
            CredentialProbe accounts,
            Grants grants,
            HubSpotProperties properties,
            HubSpotAnswers answers,
            PortalSerials serials,
            ConnectionRows rows,
            Vault vault) {
        this.accounts = accounts;
        this.grants = grants;
        this.properties = properties;
        this.answers = answers;
        this.serials = serials;
        this.rows = rows;
        this.vault = vault;
    }

    /** The LINE Official Account that credentials open. */
    public record Account(String botUserId, String basicId, String displayName) implements Serializable {}

    /** The HubSpot portal that a token or an app opens. */
    public record Portal(long portalId, String timeZone) implements Serializable {}

    /** A property that a connection needs, and what connecting does about it. */
    public record Planned(LineProperty property, String label, String name, PropertyAction fate) {}

    /** What connecting does about a property. */
    public enum PropertyAction {
        /** There is none of that name: it is made. */
        MADE,
        /** There is one that fits: it is taken as it is. */
        ADOPTED,
        /** There is one that does not fit, or it cannot be made: connecting is refused. */
        REFUSED
    }

    /**
     * What connecting would do in the portal.
     *
     * @param refusals what stands in the way; empty: nothing
     */
    public record Preview(List<Planned> properties, List<Refusal> refusals) {}

    /**
     * Whose credentials these are.
     *
     * @throws ConnectionRefusedException when they open nothing, or an account that is connected already
     */
    public Account line(LineAccount entered) {
        ConnectionValidator.check(entered);
        var bot = accounts.bot(new Secrets(
                entered.channelSecret().orElseThrow(),
                entered.channelAccessToken(),
                entered.channelId(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        rows.refuseSecond(bot.userId());
        return new Account(bot.userId(), bot.basicId(), bot.displayName());
    }

    /**
     * Which portal this opens.
     *
     * @param portalId of one that our app is installed in; when there is no token
     * @throws ConnectionRefusedException when it opens none, or lacks a scope; each is named
     */
    public Portal hubspot(Optional<String> accessToken, Optional<Long> portalId) {
        var token = LineAccount.cleaned(accessToken);
        ConnectionValidator.check(token, portalId);
        var found = accounts.portal(access(token, portalId.orElse(0L)));
        return new Portal(found.portalId(), found.timeZone().getId());
    }

    /**
     * What connecting would do about properties.
     *
     * @throws ConnectionRefusedException when HubSpot does not tell, or a name cannot be one
     */
    public Preview properties(
            Account account, Portal portal, Optional<String> accessToken, Map<String, String> mapped) {
        ConnectionValidator.check(mapped);
        var access = access(LineAccount.cleaned(accessToken), portal.portalId());
        var names = new PropertyNames(
                serials.of(account.botUserId(), portal.portalId()), ConnectionValidator.mapped(mapped));
        try {
            var existing = properties.all(access);
            var plan = PropertyPlan.of(names, existing);
            var there = existing.stream().map(PropertyDefinition::name).collect(Collectors.toSet());
            var refused = plan.refusals().stream().map(Refusal::field).collect(Collectors.toSet());
            return new Preview(
                    Arrays.stream(LineProperty.values())
                            .map(property -> {
                                var name = names.of(property);
                                var fate = there.contains(name) ? PropertyAction.ADOPTED : PropertyAction.MADE;
                                return new Planned(
                                        property,
                                        names.labelOf(property),
                                        name,
                                        refused.contains("propertyNames." + property.key())
                                                ? PropertyAction.REFUSED
                                                : fate);
                            })
                            .toList(),
                    plan.refusals());
        } catch (HubSpotException e) {
            throw new ConnectionRefusedException(answers.refusals(e, access));
        }
    }

    /** What was entered so far, encrypted, to be kept where it is not safe. */
    public byte[] seal(NewConnection entered) {
        return vault.encrypt(NO_CONNECTION, FIELD, json.writeValueAsString(entered));
    }

    /**
     * What was {@link #seal sealed}; empty when it was with another key.
     */
    public Optional<NewConnection> unseal(byte[] sealed) {
        try {
            return Optional.of(json.readValue(vault.decrypt(NO_CONNECTION, FIELD, sealed), NewConnection.class));
        } catch (Vault.WrongMasterKeyException e) {
            return Optional.empty();
        }
    }

    private PortalAccess access(Optional<String> token, long portalId) {
        return token.map(given -> new PortalAccess(portalId, given)).orElseGet(() -> grants.access(portalId));
    }
}

package musubi.sync.batch;

import musubi.sync.Reason;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.contact.ContactRules;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.contact.LoginConsent;
import musubi.contact.Profile;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.ContactRow;

/**
 * One friend's contact, about to be written.
 *
 * @param seen the contact as it was read, and when
 * @param incomplete whether LINE has still to be asked for name and picture afterwards
 * @param originalSource what HubSpot's own original traffic source gets
 * @param givenUp what HubSpot did not let be written
 */
record ContactWrite(
        FriendWork work,
        Seen seen,
        Profile profile,
        boolean incomplete,
        Write write,
        Optional<String> originalSource,
        GivenUp givenUp) {

    /** HubSpot's own property for where a contact came from first. */
    static final String ORIGINAL_SOURCE = "hs_analytics_source";

    static final String EMAIL = "email";

    /**
     * What was read of the friend's contact.
     *
     * @param recordId empty when HubSpot said that there is none
     * @param at no later than the answer
     * @param opening names the conversation that a message opens now: the same as long as the contact stays as it was
     */
    record Seen(Optional<String> recordId, Instant at, String opening) {}

    /** What could not be done of a row, HubSpot's own words about it, and the contact that stands in the way. */
    record Finding(Reason reason, String detail, String recordId) {
        /** Does not tell the detail: it may hold values of the contact. */
        @Override
        public String toString() {
            return "Finding[%s]".formatted(reason);
        }
    }

    /**
     * What HubSpot did not let be written of this row.
     *
     * @param realEmail the friend's real address
     * @param anyEmail every address
     * @param originalSource HubSpot's own source
     * @param properties the other values, and what is written instead; an empty text for nothing
     * @param finding what a person has to look at although all else is written
     */
    record GivenUp(
            boolean realEmail,
            boolean anyEmail,
            boolean originalSource,
            Map<LineProperty, String> properties,
            Optional<Finding> finding) {

        static final GivenUp NOTHING = new GivenUp(false, false, false, Map.of(), Optional.empty());

        /** Does not tell what was written instead. */
        @Override
        public String toString() {
            return "GivenUp[%d properties, %s]".formatted(properties.size(), finding);
        }
    }

    static ContactWrite of(FriendWork work, Seen seen, Profile profile, boolean incomplete, Write write) {
        var row = new ContactWrite(work, seen, profile, incomplete, write, Optional.empty(), GivenUp.NOTHING);
        return row.link()
                .flatMap(LoginConsent.ViaLink::originalSource)
                .map(source ->
                        new ContactWrite(work, seen, profile, incomplete, write, Optional.of(source), GivenUp.NOTHING))
                .orElse(row);
    }

    /** The properties under their internal names, with the e-mail where it is ours to write. */
    ContactRow toWrite(PropertyNames names) {
        var properties = named(names, values());
        email().ifPresent(email -> properties.put(EMAIL, email));
        originalSource.ifPresent(source -> properties.put(ORIGINAL_SOURCE, source));
        return new ContactRow(seen.recordId().orElse(work.friend().value()), properties);
    }

    /**
     * Some values under their internal names, but for what HubSpot did not let be written. An empty value would clear the
     * property: only the text of a message that was taken back is cleared.
     */
    Map<String, String> named(PropertyNames names, Map<LineProperty, String> some) {
        var named = new HashMap<String, String>();
        some.forEach((property, value) -> {
            var written = givenUp.properties().getOrDefault(property, value);
            if (!written.isEmpty() || property == LineProperty.LAST_REPLY_MESSAGE) {
                named.put(names.of(property), written);
            }
        });
        return named;
    }

    boolean creates() {
        return write instanceof Write.Create;
    }

    /** Whether nothing is left to be written. */
    boolean isEmpty(PropertyNames names) {
        return toWrite(names).properties().isEmpty();
    }

    Optional<String> email() {
        if (givenUp.anyEmail()) {
            return Optional.empty();
        }
        return switch (write) {
            case Write.Nothing ignored -> Optional.empty();
            case Write.Create create -> Optional.of(create.email());
            case Write.Update update -> update.email();
        };
    }

    /** Whether the e-mail to be written is an address of the friend's own, not the placeholder. */
    boolean hasRealEmail() {
        return email().filter(email -> !work.friend().isPlaceholder(email)).isPresent();
    }

    /** The custom link that this row says the contact came by. */
    Optional<LoginConsent.ViaLink> link() {
        return work.change()
                .fact(LoginConsent.class)
                .flatMap(LoginConsent::link)
                .filter(ignored -> values().containsKey(LineProperty.TRAFFIC_SOURCE));
    }

    /** Whether a message is unanswered now, and none was before. */
    boolean opensConversation() {
        return values().containsKey(LineProperty.UNANSWERED);
    }

    Map<LineProperty, String> values() {
        return switch (write) {
            case Write.Nothing ignored -> Map.of();
            case Write.Create create -> create.values();
            case Write.Update update -> update.values();
        };
    }

    /** The same where HubSpot does not let its own source be set. */
    ContactWrite withoutOriginalSource() {
        return given(
                new GivenUp(givenUp.realEmail(), givenUp.anyEmail(), true, givenUp.properties(), givenUp.finding()));
    }

    /** The same without the friend's real address, and with what a person is to know about that. */
    ContactWrite withoutRealEmail(Optional<Finding> why) {
        return given(new GivenUp(
                true, givenUp.anyEmail(), givenUp.originalSource(), givenUp.properties(), why.or(givenUp::finding)));
    }

    /** The same without any address. */
    ContactWrite withoutEmail(Optional<Finding> why) {
        return given(new GivenUp(
                givenUp.realEmail(), true, givenUp.originalSource(), givenUp.properties(), why.or(givenUp::finding)));
    }

    /** Those of our properties that are to be written and that HubSpot named; without the user id, which is the contact's. */
    Set<LineProperty> namedBy(Set<String> refused, PropertyNames names) {
        return values().keySet().stream()
                .filter(property -> property != LineProperty.USER_ID && refused.contains(names.of(property)))
                .collect(Collectors.toSet());
    }

    /** The same without these values: a name and a picture are replaced by the general ones first, all else left out. */
    ContactWrite without(Set<LineProperty> refused, Defaults defaults, Finding why) {
        var properties = new EnumMap<LineProperty, String>(LineProperty.class);
        properties.putAll(givenUp.properties());
        for (var property : refused) {
            var general = property == LineProperty.USER_NAME
                    ? defaults.name()
                    : property == LineProperty.USER_PICTURE ? defaults.pictureUrl() : "";
            var tried = givenUp.properties().getOrDefault(property, values().getOrDefault(property, ""));
            properties.put(property, tried.equals(general) ? "" : general);
        }
        return given(new GivenUp(
                givenUp.realEmail(), givenUp.anyEmail(), givenUp.originalSource(), properties, Optional.of(why)));
    }

    /** The same with what was given up for another row of this friend. */
    ContactWrite given(GivenUp other) {
        return new ContactWrite(
                work,
                seen,
                profile,
                incomplete,
                other.realEmail() ? ContactRules.withoutRealEmail(work.friend(), write) : write,
                other.originalSource() ? Optional.empty() : originalSource,
                other);
    }
}

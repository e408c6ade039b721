package musubi.sync.batch;

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
import musubi.sync.Reason;

/**
 * The write of one friend's contact.
 *
 * @param seen the contact as it was read, and when
 * @param incomplete whether LINE has still to be asked for name and picture afterwards
 * @param content what is to be written
 * @param originalSource the value of HubSpot's own original traffic source
 * @param withheld what HubSpot refused before and is therefore left out
 */
public record ContactWrite(
        FriendWork work,
        Seen seen,
        Profile profile,
        boolean incomplete,
        Write content,
        Optional<String> originalSource,
        Withheld withheld) {

    /** HubSpot's own property for where a contact came from first. */
    static final String ORIGINAL_SOURCE = "hs_analytics_source";

    /** HubSpot's own property for the e-mail address. */
    public static final String EMAIL = "email";

    /**
     * What was read of the friend's contact.
     *
     * @param recordId empty when HubSpot said that there is none, or was not asked
     * @param at no later than the answer
     * @param asked whether HubSpot was asked; otherwise that there is no contact is only expected
     * @param conversation identifies the conversation that a message opens now: the same as long as the contact is not
     *     written
     */
    public record Seen(Optional<String> recordId, Instant at, boolean asked, String conversation) {}

    /**
     * What a person has to know although everything else was written.
     *
     * @param detail HubSpot's own message
     * @param recordId of the contact that prevents it; empty when there is none
     */
    record Finding(Reason reason, String detail, String recordId) {
        /** Leaves out the detail, which may hold values of the contact. */
        @Override
        public String toString() {
            return "Finding[%s]".formatted(reason);
        }
    }

    /**
     * What HubSpot refused of this contact, and what is therefore left out of further attempts.
     *
     * @param realEmail the friend's real address
     * @param anyEmail every address
     * @param originalSource HubSpot's own source
     * @param properties the other values, each with what is written instead; an empty text for nothing
     * @param finding what a person has to know about it
     */
    public record Withheld(
            boolean realEmail,
            boolean anyEmail,
            boolean originalSource,
            Map<LineProperty, String> properties,
            Optional<Finding> finding) {

        static final Withheld NOTHING = new Withheld(false, false, false, Map.of(), Optional.empty());

        /** Leaves out the values. */
        @Override
        public String toString() {
            return "Withheld[%d properties, %s]".formatted(properties.size(), finding);
        }
    }

    /** A first attempt; the original source is that of the custom link which the contact came by. */
    public static ContactWrite of(FriendWork work, Seen seen, Profile profile, boolean incomplete, Write content) {
        var write = new ContactWrite(work, seen, profile, incomplete, content, Optional.empty(), Withheld.NOTHING);
        return new ContactWrite(
                work,
                seen,
                profile,
                incomplete,
                content,
                write.link().flatMap(LoginConsent.ViaLink::originalSource),
                Withheld.NOTHING);
    }

    /** The properties under their internal names, with the e-mail where it is ours to write. */
    ContactRow toWrite(PropertyNames names) {
        var properties = named(names, values());
        email().ifPresent(email -> properties.put(EMAIL, email));
        originalSource.ifPresent(source -> properties.put(ORIGINAL_SOURCE, source));
        return new ContactRow(seen.recordId().orElse(work.friend().value()), properties);
    }

    /**
     * Some values under their internal names, without what is withheld. An empty value would clear the property: only the
     * text of a message that was taken back is cleared.
     */
    Map<String, String> named(PropertyNames names, Map<LineProperty, String> some) {
        var named = new HashMap<String, String>();
        some.forEach((property, value) -> {
            var written = withheld.properties().getOrDefault(property, value);
            if (!written.isEmpty() || property == LineProperty.LAST_REPLY_MESSAGE) {
                named.put(names.of(property), written);
            }
        });
        return named;
    }

    /** Whether the contact is a new one. */
    public boolean creates() {
        return content instanceof Write.Create;
    }

    /** Whether nothing is left to be written. */
    boolean isEmpty(PropertyNames names) {
        return toWrite(names).properties().isEmpty();
    }

    /** The address to be written. */
    Optional<String> email() {
        if (withheld.anyEmail()) {
            return Optional.empty();
        }
        return switch (content) {
            case Write.Nothing ignored -> Optional.empty();
            case Write.Create create -> Optional.of(create.email());
            case Write.Update update -> update.email();
        };
    }

    /** Whether the e-mail to be written is an address of the friend's own, not the placeholder. */
    boolean hasRealEmail() {
        return email().filter(email -> !work.friend().isPlaceholder(email)).isPresent();
    }

    /** The custom link that the contact came by, according to this write. */
    Optional<LoginConsent.ViaLink> link() {
        return work.change()
                .fact(LoginConsent.class)
                .flatMap(LoginConsent::link)
                .filter(ignored -> values().containsKey(LineProperty.TRAFFIC_SOURCE));
    }

    /** Whether a message is unanswered now, and none was before. */
    public boolean opensConversation() {
        return values().containsKey(LineProperty.UNANSWERED);
    }

    /** Our properties that are to be written. */
    Map<LineProperty, String> values() {
        return switch (content) {
            case Write.Nothing ignored -> Map.of();
            case Write.Create create -> create.values();
            case Write.Update update -> update.values();
        };
    }

    /** The same without HubSpot's own source. */
    ContactWrite withoutOriginalSource() {
        return withholding(new Withheld(
                withheld.realEmail(), withheld.anyEmail(), true, withheld.properties(), withheld.finding()));
    }

    /** The same without the friend's real address. */
    ContactWrite withoutRealEmail(Optional<Finding> why) {
        return withholding(new Withheld(
                true,
                withheld.anyEmail(),
                withheld.originalSource(),
                withheld.properties(),
                why.or(withheld::finding)));
    }

    /** The same without any address. */
    ContactWrite withoutEmail(Optional<Finding> why) {
        return withholding(new Withheld(
                withheld.realEmail(),
                true,
                withheld.originalSource(),
                withheld.properties(),
                why.or(withheld::finding)));
    }

    /** Our properties to be written that are among those HubSpot refused, but not the user id, which identifies the contact. */
    Set<LineProperty> among(Set<String> refused, PropertyNames names) {
        return values().keySet().stream()
                .filter(property -> property != LineProperty.USER_ID && refused.contains(names.of(property)))
                .collect(Collectors.toSet());
    }

    /** The same without these values: a name and a picture are first replaced by the defaults, all others left out. */
    ContactWrite without(Set<LineProperty> refused, Defaults defaults, Finding why) {
        var properties = new EnumMap<LineProperty, String>(LineProperty.class);
        properties.putAll(withheld.properties());
        for (var property : refused) {
            var fallback = property == LineProperty.USER_NAME
                    ? defaults.name()
                    : property == LineProperty.USER_PICTURE ? defaults.pictureUrl() : "";
            var tried = withheld.properties().getOrDefault(property, values().getOrDefault(property, ""));
            properties.put(property, tried.equals(fallback) ? "" : fallback);
        }
        return withholding(new Withheld(
                withheld.realEmail(), withheld.anyEmail(), withheld.originalSource(), properties, Optional.of(why)));
    }

    /** The same, leaving out what another write of this friend left out. */
    public ContactWrite withholding(Withheld other) {
        return new ContactWrite(
                work,
                seen,
                profile,
                incomplete,
                other.realEmail() ? ContactRules.withoutRealEmail(work.friend(), content) : content,
                other.originalSource() ? Optional.empty() : originalSource,
                other);
    }
}

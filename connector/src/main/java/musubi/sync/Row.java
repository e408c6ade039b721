package musubi.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import musubi.contact.ContactRules;
import musubi.contact.LineProperty;
import musubi.contact.Login;
import musubi.contact.Profile;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.ContactRow;

/**
 * One friend's contact, about to be written.
 *
 * @param incomplete whether LINE has still to be asked for name and picture afterwards
 * @param originalSource what HubSpot's own original traffic source gets
 * @param finding what a person has to look at although all else is written
 */
record Row(
        FriendWork work,
        Profile profile,
        boolean incomplete,
        Write write,
        Optional<String> originalSource,
        Optional<Finding> finding) {

    /** HubSpot's own property for where a contact came from first. */
    static final String ORIGINAL_SOURCE = "hs_analytics_source";

    /** What could not be done of a row, HubSpot's own words about it, and the contact that stands in the way. */
    record Finding(Reason reason, String detail, String recordId) {
        /** Does not tell the detail: it may hold values of the contact. */
        @Override
        public String toString() {
            return "Finding[%s]".formatted(reason);
        }
    }

    static Row of(FriendWork work, Profile profile, boolean incomplete, Write write) {
        var row = new Row(work, profile, incomplete, write, Optional.empty(), Optional.empty());
        return row.link().flatMap(Login.Link::originalSource).map(row::with).orElse(row);
    }

    /** The properties under their internal names, with the e-mail where it is ours to write. */
    ContactRow toUpsert(PropertyNames names) {
        var properties = named(names, values());
        email().ifPresent(email -> properties.put("email", email));
        originalSource.ifPresent(source -> properties.put(ORIGINAL_SOURCE, source));
        return new ContactRow(work.friend().value(), properties);
    }

    static Map<String, String> named(PropertyNames names, Map<LineProperty, String> values) {
        var named = new HashMap<String, String>();
        values.forEach((property, value) -> named.put(names.of(property), value));
        return named;
    }

    Optional<String> email() {
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
    Optional<Login.Link> link() {
        return work.change()
                .login()
                .flatMap(Login::link)
                .filter(ignored -> values().containsKey(LineProperty.TRAFFIC_SOURCE));
    }

    /** Whether a message is unanswered now, and none was before. */
    boolean opensConversation() {
        return values().containsKey(LineProperty.UNANSWERED);
    }

    private Map<LineProperty, String> values() {
        return switch (write) {
            case Write.Nothing ignored -> Map.of();
            case Write.Create create -> create.values();
            case Write.Update update -> update.values();
        };
    }

    /** The same with another decision. */
    Row with(Write other) {
        return new Row(work, profile, incomplete, other, originalSource, finding);
    }

    private Row with(String source) {
        return new Row(work, profile, incomplete, write, Optional.of(source), finding);
    }

    /** The same where HubSpot does not let its own source be set. */
    Row withoutOriginalSource() {
        return new Row(work, profile, incomplete, write, Optional.empty(), finding);
    }

    /** The same without the friend's real address, and with what a person is to know about that. */
    Row withoutRealEmail(Optional<Finding> why) {
        return new Row(
                work, profile, incomplete, ContactRules.withoutRealEmail(work.friend(), write), originalSource, why);
    }
}

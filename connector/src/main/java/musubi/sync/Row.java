package musubi.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import musubi.contact.LineProperty;
import musubi.contact.Profile;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.ContactRow;

/**
 * One friend's contact, about to be written.
 *
 * @param incomplete whether LINE has still to be asked for name and picture afterwards
 */
record Row(FriendWork work, Profile profile, boolean incomplete, Write write) {

    /** The properties under their internal names, with the e-mail where it is ours to write. */
    ContactRow toUpsert(PropertyNames names) {
        var properties = named(names, values());
        email().ifPresent(email -> properties.put("email", email));
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

    private Map<LineProperty, String> values() {
        return switch (write) {
            case Write.Nothing ignored -> Map.of();
            case Write.Create create -> create.values();
            case Write.Update update -> update.values();
        };
    }

    /** The same with another decision. */
    Row with(Write other) {
        return new Row(work, profile, incomplete, other);
    }
}

package musubi.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The friend Sakura, her contact in HubSpot, and what she may say about herself on LINE Login. */
final class TestContacts {

    static final LineUserId FRIEND = new LineUserId("U" + "0123456789abcdef".repeat(2));
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");
    static final Defaults DEFAULTS =
            new Defaults("LINE友だち", "https://musubi.example/avatar.png", LocalDate.of(2026, 11, 25));

    private TestContacts() {}

    /** Followed a minute before noon; these values are added or replace others. */
    static Contact contact(Map<LineProperty, String> others) {
        var values = new EnumMap<LineProperty, String>(Map.of(
                LineProperty.USER_ID, FRIEND.value(),
                LineProperty.USER_NAME, "Sakura",
                LineProperty.USER_PICTURE, "https://pictures.example/1",
                LineProperty.ID_SYNC_DATE, "2026-11-01",
                LineProperty.FOLLOW, "YES",
                LineProperty.FOLLOW_UPDATED_AT, NOON.minusSeconds(60).toString(),
                LineProperty.CONTACT_SOURCE, "FOLLOW"));
        values.putAll(others);
        return new Contact(values, FRIEND.placeholderEmail());
    }

    /** The same without these values. */
    static Contact contactWithout(LineProperty... unset) {
        var values = new EnumMap<>(contact(Map.of()).values());
        for (var property : unset) {
            values.remove(property);
        }
        return new Contact(values, FRIEND.placeholderEmail());
    }

    static Profile.Known known(String name) {
        return new Profile.Known(name, Optional.of("https://pictures.example/1"));
    }

    /** A consent at noon with a name, and with this address. */
    static LoginConsent login(Optional<String> email) {
        return new LoginConsent(NOON, Optional.of("Sakura K."), Optional.empty(), email, Optional.empty());
    }

    /** A consent at noon without a name. */
    static LoginConsent loginWithoutName() {
        return new LoginConsent(NOON, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is written on the existing contact; nothing is known of a block, and LINE was not asked for the profile. */
    static Write update(Contact contact, Change change) {
        return ContactRules.write(
                FRIEND, Optional.of(contact), change, new Profile.NotAsked(), Optional.empty(), true, DEFAULTS);
    }

    /** What is written where there is no contact; nothing is known of a block. */
    static Write create(Change change, Profile profile) {
        return ContactRules.write(FRIEND, Optional.empty(), change, profile, Optional.empty(), true, DEFAULTS);
    }
}

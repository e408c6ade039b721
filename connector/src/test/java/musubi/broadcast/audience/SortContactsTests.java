package musubi.broadcast.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import musubi.broadcast.LeftOut;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.ContactRecord;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;

/** Who of the listed contacts may get a message. */
class SortContactsTests {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final String FRIEND = "U" + "0123456789abcdef".repeat(2);
    private static final List<String> USER_IDS =
            List.of("", " ", FRIEND, FRIEND, FRIEND, " " + FRIEND + " ", "U1", "@musubi");
    private static final List<String> ANSWERS = List.of("", "", "YES", "NO", "no", "?");
    private static final List<String> SENT = List.of(
            "",
            "yesterday",
            NOW.toString(),
            NOW.minus(Duration.ofDays(3)).toString(),
            NOW.minus(Duration.ofDays(3)).plusMillis(1).toString(),
            NOW.minus(Duration.ofDays(400)).toString(),
            NOW.plusSeconds(60).toString());

    private final Random random = Seed.random("sort-contacts");
    private final PropertyNames names = PropertyNames.ofSerial(2);

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private ContactRecord contact(Map<LineProperty, String> values) {
        var properties = new HashMap<String, String>();
        values.forEach((property, value) -> {
            if (!value.isEmpty()) {
                properties.put(names.of(property), value);
            }
        });
        // what another account of the portal knows of the contact says nothing about this one
        properties.put("line_user_id", "U" + "f".repeat(32));
        properties.put("line_follow", "NO");
        return new ContactRecord("701", Optional.empty(), properties, Set.of());
    }

    /** The rule once more, from the words of the document: the first reason that holds. */
    private static Optional<LeftOut> expected(Map<LineProperty, String> values, OptionalInt days) {
        var userId = values.getOrDefault(LineProperty.USER_ID, "").strip();
        if (userId.isEmpty()) {
            return Optional.of(LeftOut.NOT_A_FRIEND);
        } else if (!userId.equals(FRIEND)) {
            return Optional.of(LeftOut.WRONG_ID);
        } else if (values.getOrDefault(LineProperty.FOLLOW, "").equals("NO")) {
            return Optional.of(LeftOut.BLOCKED);
        } else if (values.getOrDefault(LineProperty.OPT_OUT, "").equals("YES")) {
            return Optional.of(LeftOut.OPTED_OUT);
        }
        var sent = SENT.indexOf(values.getOrDefault(LineProperty.LAST_BROADCAST_SEND_DATE, ""));
        return days.isPresent() && (sent == 2 || sent == 4 || sent == 6)
                ? Optional.of(LeftOut.RECENTLY_REACHED)
                : Optional.empty();
    }

    @Test
    void eachContactIsLeftOutForTheFirstReasonThereIs() {
        for (var round = 0; round < 5_000; round++) {
            var values = Map.of(
                    LineProperty.USER_ID, any(USER_IDS),
                    LineProperty.FOLLOW, any(ANSWERS),
                    LineProperty.OPT_OUT, any(ANSWERS),
                    LineProperty.LAST_BROADCAST_SEND_DATE, any(SENT));
            var days = random.nextBoolean() ? OptionalInt.of(3) : OptionalInt.empty();
            var sort = new SortContacts(names, days, NOW);
            assertThat(sort.leftOut(contact(values)))
                    .as("seed %d: %s", Seed.VALUE, values)
                    .isEqualTo(expected(values, days));
            assertThat(sort.userId(contact(values)))
                    .isEqualTo(values.getOrDefault(LineProperty.USER_ID, "").strip());
        }
    }
}

package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.UserOptions;
import musubi.testing.Seed;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is in the portal, fails or gets lost: where contacts are created before they are read, HubSpot ends as where they are read first. Two portals have the
 * same history.
 */
class CreateFirstModelTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final int FRIENDS = 24;
    private static final int STEPS = 8;
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final String BATCH = ".*/contacts/batch/";

    /**
     * One part of a history.
     *
     * @param byHand what people at the company do before
     * @param acts what waits then: friends, and their events
     * @param faults of the calls for these
     */
    private record Step(List<BiConsumer<Portal, Random>> byHand, List<Act> acts, List<Fault> faults) {}

    private record Act(String friend, EventPayload payload) {}

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void bothWaysLeadToTheSameContacts(int number) {
        var seed = Seed.VALUE + number;
        var history = history(new Random(seed));
        var readFirst = new AppliedBatches(WORLD, false);
        var createFirst = new AppliedBatches(WORLD, true);
        for (var side : List.of(readFirst, createFirst)) {
            prepare(side, new Random(seed));
            live(side, history, seed);
        }
        assertThat(contacts(createFirst)).as("seed %d", seed).isEqualTo(contacts(readFirst));
        assertThat(createFirst.failures()).as("seed %d", seed).isEqualTo(readFirst.failures());
        for (var at = 0; at < FRIENDS; at++) {
            var friend = friend(at);
            assertThat(createFirst.contacts())
                    .as("contacts of one friend, seed %d", seed)
                    .filteredOn(contact ->
                            contact.property("line_user_id").orElse("").equals(friend))
                    .hasSizeLessThan(2);
        }
    }

    private static void prepare(AppliedBatches side, Random random) {
        var portal = side.connected().portal();
        portal.emailConflictForm(
                random.nextBoolean()
                        ? EmailConflictForm.CONFLICT_409_TEXT
                        : EmailConflictForm.PROPERTY_VALUE_COORDINATES);
        portal.traceIdsInResults(random.nextBoolean());
        portal.errorsByRow(random.nextInt(3) > 0);
        portal.recycleBinHoldsValues(random.nextBoolean());
        // the names of some are longer than an admin allows
        portal.characterLimit("line_user_name", random.nextBoolean() ? 12 : 0);
        for (var at = 0; at < FRIENDS; at++) {
            side.connected()
                    .channel()
                    .newUser(UserOptions.named(at % 7 == 3 ? "a name that is long " + at : "友だち " + at)
                            .userId(friend(at)))
                    .follow();
        }
    }

    private static void live(AppliedBatches side, List<Step> history, long seed) {
        var portal = side.connected().portal();
        for (var at = 0; at < history.size(); at++) {
            var step = history.get(at);
            var hands = new Random(seed + at);
            step.byHand().forEach(act -> act.accept(portal, hands));
            step.acts().forEach(act -> side.append(act.friend(), act.payload()));
            step.faults().forEach(WORLD.hubspot().faults()::add);
            side.applyAll();
            WORLD.hubspot().faults().clear();
            if (at == 0 && side.createsFirst() && side.failures().isEmpty()) {
                // everybody is new, and no name is too long
                assertThat(side.calls("read")).isZero();
            }
        }
    }

    /** Of all contacts, what Musubi may change and what it must not; the day of today has another name. */
    private static List<Map<String, String>> contacts(AppliedBatches side) {
        var contacts = new ArrayList<Map<String, String>>();
        for (var contact : side.connected().portal().contacts()) {
            var values = new TreeMap<String, String>();
            contact.properties().forEach((name, value) -> {
                if (name.startsWith("line_")
                        || name.equals("email")
                        || name.equals("firstname")
                        || name.equals("hs_additional_emails")) {
                    values.put(name, value);
                }
            });
            values.computeIfPresent("line_id_sync_date", (_, day) -> day.equals("2020-01-02") ? day : "today");
            values.put("archived", String.valueOf(contact.archived()));
            contacts.add(values);
        }
        contacts.sort((one, other) -> one.toString().compareTo(other.toString()));
        return contacts;
    }

    private static String friend(int at) {
        return "U%032x".formatted(at);
    }

    private static String placeholder(int at) {
        return friend(at) + "@line.me";
    }

    private static List<Step> history(Random random) {
        return IntStream.range(0, STEPS).mapToObj(at -> step(at, random)).toList();
    }

    private static Step step(int step, Random random) {
        var byHand = new ArrayList<BiConsumer<Portal, Random>>();
        var faults = new ArrayList<Fault>();
        if (step > 0) {
            for (var count = random.nextInt(5); count > 0; count--) {
                byHand.add(CreateFirstModelTests::byHand);
            }
            for (var count = random.nextInt(3); count > 0; count--) {
                faults.add(fault(random));
            }
        }
        var who = new ArrayList<>(IntStream.range(0, FRIENDS).boxed().toList());
        Collections.shuffle(who, random);
        var others = step > 0 && random.nextInt(4) == 0;
        var acts = new ArrayList<Act>();
        for (var friend : who.subList(0, random.nextInt(4, 16))) {
            var at = BEGIN.plusSeconds(1_000L * step + random.nextInt(2_000));
            acts.add(new Act(friend(friend), payload(others ? random.nextInt(4) : random.nextInt(2), at)));
        }
        return new Step(byHand, acts, faults);
    }

    private static EventPayload payload(int kind, Instant at) {
        return switch (kind) {
            case 0 -> Payload.imported(at);
            case 1 -> sent(EventKind.FOLLOW, "follow", at, "");
            case 2 -> sent(EventKind.UNFOLLOW, "unfollow", at, "");
            default ->
                sent(
                        EventKind.MESSAGE,
                        "message",
                        at,
                        ",\"message\":{\"id\":\"%d\",\"type\":\"text\",\"text\":\"hello\"}"
                                .formatted(at.toEpochMilli()));
        };
    }

    private static EventPayload sent(EventKind kind, String type, Instant at, String more) {
        return new EventPayload(
                kind,
                "{\"type\":\"%s\",\"timestamp\":%d%s}"
                        .formatted(type, at.toEpochMilli(), more)
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Something that people at the company do with the contact of one friend; what HubSpot does not let them do is not done. */
    private static void byHand(Portal portal, Random random) {
        var at = random.nextInt(FRIENDS);
        var number = random.nextInt(1_000_000);
        var kind = random.nextInt(8);
        try {
            switch (kind) {
                case 0 ->
                    portal.createContact(Map.of(
                            "line_user_id", friend(at),
                            "email", "real%d@example.com".formatted(number),
                            "line_user_name", "an old name",
                            "line_contact_source", "LOGIN",
                            "line_id_sync_date", "2020-01-02"));
                case 1 -> portal.createContact(Map.of("email", placeholder(at), "firstname", "Hanako"));
                case 2 ->
                    portal.createContact(Map.of(
                            "line_user_id", friend(at),
                            "email", placeholder(at),
                            "line_follow", "NO",
                            "line_follow_updated_at", BEGIN.plusSeconds(3_000).toString()));
                case 3 -> portal.createContact(Map.of("line_user_id", friend(at), "line_contact_source", "FOLLOW"));
                case 4 ->
                    portal.createContact(Map.of(
                            "email", "other%d@example.com".formatted(number), "hs_additional_emails", placeholder(at)));
                case 5 -> portal.blockEmail(placeholder(at));
                case 6 -> portal.createContact(Map.of("line_user_id", friend(FRIENDS + at), "email", placeholder(at)));
                default -> byHandOfExisting(portal, at, number);
            }
        } catch (IllegalArgumentException ignored) {
            // HubSpot refuses it, in both portals
        }
    }

    private static void byHandOfExisting(Portal portal, int at, int number) {
        portal.contacts().stream()
                .filter(contact -> !contact.archived())
                .filter(contact -> contact.property("line_user_id").orElse("").equals(friend(at)))
                .map(Contact::id)
                .findFirst()
                .ifPresent(id -> {
                    switch (number % 3) {
                        case 0 -> portal.archive(id);
                        case 1 -> portal.update(id, Map.of("email", "changed%d@example.com".formatted(number)));
                        default -> portal.update(id, Map.of("email", "", "line_user_name", ""));
                    }
                });
    }

    private static Fault fault(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Fault.of(Kind.CUT_AFTER, "POST", BATCH + "create", 1, Duration.ZERO);
            case 1 -> Fault.of(Kind.CUT_BEFORE, "POST", BATCH + "create", 1, Duration.ZERO);
            case 2 -> Fault.answerAfter("POST", BATCH + "create", 1, 500, "");
            case 3 -> Fault.answerAfter("POST", BATCH + "create", 1, 201, "{\"status\":\"COMPLETE\",\"results\":[]}");
            case 4 -> Fault.answer("POST", BATCH + "create", 1, 409, """
                    {"status":"error","message":"Contact already exists. Existing ID: 1","correlationId":"1","category":"CONFLICT"}""");
            case 5 -> Fault.of(Kind.CUT_AFTER, "POST", BATCH + "update", 1, Duration.ZERO);
            case 6 -> Fault.answer("POST", BATCH + "update", 1, 503, "");
            default -> Fault.answer("POST", BATCH + "read", 1, 503, "");
        };
    }
}

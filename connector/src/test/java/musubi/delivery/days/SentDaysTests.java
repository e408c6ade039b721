package musubi.delivery.days;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.broadcast.BroadcastCalls;
import musubi.delivery.SendMethod;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What this installation counted as sent on a day, and what LINE counts on the next one. */
class SentDaysTests {

    private static final String DELIVERED = "/v2/bot/message/delivery/multicast";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private final UUID connectionId = UUID.fromString(calls.connection().id());

    @BeforeEach
    void noon() {
        at(LocalTime.NOON);
    }

    private static void at(LocalTime time) {
        var now = WORLD.clock().instant().atZone(SentDays.ZONE);
        var then = now.with(time);
        WORLD.clock().advance(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
    }

    @AfterEach
    void nothingIsLeft() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + connectionId, null);
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(WORLD.clock().instant(), SentDays.ZONE);
    }

    private static void ask() {
        WORLD.bean(AskLine.class).ask();
    }

    private List<SentDay> days() {
        return WORLD.bean(SentDays.class).newest(connectionId, 10);
    }

    private List<Contact> contacts(int people) {
        return calls.friends(people).stream()
                .map(friend -> calls.contact(friend, Map.of("lastname", friend.displayName())))
                .toList();
    }

    private String draft(List<Contact> to, String text) {
        return calls.draft(Map.of(
                "message",
                BroadcastCalls.message(text),
                "audience",
                Map.of("lists", List.of(calls.list(UUID.randomUUID().toString(), to)))));
    }

    private String sent(List<Contact> to, String text) {
        var id = draft(to, text);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        return id;
    }

    private void test(String id, Contact contact) {
        calls.call(
                "POST",
                "/api/broadcasts/" + id + "/test",
                Map.of("contactIds", List.of(Long.toString(contact.id()))),
                200);
    }

    private JsonNode counted(String id) {
        return calls.get(id).at("/line/counted");
    }

    @Test
    void lineCountsTheMessagesOfADayOnTheNextOneByMethodWithTests() {
        var contacts = contacts(5);
        var id = draft(contacts, "Hello");
        test(id, contacts.getFirst());
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        ask();
        var day = today();
        assertThat(days()).extracting(SentDay::counted).allMatch(number -> number.isEmpty());
        assertThat(counted(id).isNull()).isTrue();
        WORLD.clock().advance(Duration.ofDays(1));
        ask();
        assertThat(days())
                .extracting(
                        SentDay::day,
                        SentDay::method,
                        SentDay::sent,
                        one -> one.counted().orElse(-1),
                        SentDay::missing)
                .containsExactly(tuple(day, SendMethod.MULTICAST, 5L, 5L, 0L), tuple(day, SendMethod.PUSH, 1L, 1L, 0L));
        assertThat(counted(id).asLong()).isEqualTo(5);
        assertThat(calls.get(id).at("/line/asOf").isNull()).isFalse();
        assertThat(WORLD.bean(SentDays.class).wrong()).isEmpty();
    }

    @Test
    void messagesThatLineAcceptedAndLostAreMissing() {
        var contacts = contacts(5);
        WORLD.line().faults().add(Fault.answer("POST", "/v2/bot/message/multicast", 2, 200, "{}"));
        var id = sent(contacts, "Hello");
        assertThat(calls.get(id).at("/counts/sent").asLong()).isEqualTo(5);
        WORLD.clock().advance(Duration.ofDays(1));
        ask();
        assertThat(counted(id).asLong()).as("LINE's own number").isEqualTo(3);
        assertThat(WORLD.bean(SentDays.class).wrong()).singleElement().satisfies(day -> {
            assertThat(day.connectionId()).isEqualTo(connectionId);
            assertThat(day.missing()).isEqualTo(2);
        });
        WORLD.clock().advance(Duration.ofDays(4));
        assertThat(WORLD.bean(SentDays.class).wrong()).as("days later").isEmpty();
        assertThat(days()).extracting(SentDay::missing).containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource({"10,9,false", "10,8,true", "1000,989,false", "1000,988,true", "3,0,true", "5,7,false"})
    void onePersonWhoBlocksAtThatMomentIsNoLoss(long sent, long counted, boolean wrong) {
        var day = new SentDay(
                UUID.randomUUID(),
                LocalDate.EPOCH,
                SendMethod.PUSH,
                sent,
                0,
                OptionalLong.of(counted),
                Optional.of(Instant.EPOCH));
        assertThat(day.isWrong()).isEqualTo(wrong);
    }

    @Test
    void whatCannotBeToldApartIsNotAttributed() {
        var contacts = contacts(4);
        var first = sent(contacts, "Hello");
        var second = draft(contacts.subList(0, 1), "{{ contact.lastname }}");
        test(second, contacts.getLast());
        calls.call("POST", "/api/broadcasts/" + second + "/send", null, 202);
        calls.reaches(second, "DONE");
        var third = sent(contacts.subList(1, 2), "Hello again");
        WORLD.clock().advance(Duration.ofDays(1));
        ask();
        assertThat(counted(first).isNull()).isTrue();
        assertThat(counted(second).asLong())
                .as("the only one by push, but for its test")
                .isEqualTo(1);
        assertThat(counted(third).isNull()).isTrue();
        assertThat(days()).extracting(SentDay::sent).containsExactly(5L, 2L);
    }

    @Test
    void lineIsAskedAgainUntilItHasCounted() {
        var id = sent(contacts(2), "Hello");
        WORLD.clock().advance(Duration.ofDays(1));
        WORLD.line().faults().add(Fault.answer("GET", DELIVERED, 1, 200, "{\"status\":\"unready\"}"));
        ask();
        ask();
        assertThat(counted(id).isNull()).isTrue();
        WORLD.line().faults().add(Fault.answer("GET", DELIVERED, 1, 500, "{\"message\":\"Internal error\"}"));
        WORLD.clock().advance(Duration.ofHours(1));
        ask();
        assertThat(counted(id).isNull()).isTrue();
        WORLD.clock().advance(Duration.ofHours(1));
        ask();
        assertThat(counted(id).asLong()).isEqualTo(2);
    }

    @Test
    void whatIsAcceptedAroundMidnightMayBelongToEitherDay() {
        var contacts = contacts(3);
        var id = draft(contacts, "Hello");
        at(LocalTime.of(23, 56));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        eventually("it is counted", () -> days().size() == 1);
        assertThat(days().getFirst().sent()).isZero();
        assertThat(days().getFirst().doubtful()).isEqualTo(3);
        WORLD.clock().advance(Duration.ofDays(1));
        ask();
        assertThat(counted(id).isNull()).isTrue();
        assertThat(WORLD.bean(SentDays.class).wrong()).isEmpty();
    }
}

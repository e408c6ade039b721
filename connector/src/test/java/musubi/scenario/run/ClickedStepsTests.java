package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.step;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import musubi.broadcast.Taps;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.Scenarios;
import musubi.scenario.StepCount;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Links in messages of steps are counted for each person, and decide which way a person goes. */
class ClickedStepsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final Duration DAY = Duration.ofDays(1);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);
    private final Taps taps = new Taps(WORLD);

    @AfterEach
    void nothingGoesOn() {
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    private static Step asks() {
        return step(
                "asks",
                DAY,
                new StepAction.Branch(
                        new Condition.Clicked("one"),
                        List.of(send("yes", "見た", Duration.ZERO)),
                        List.of(send("no", "まだ", Duration.ZERO))));
    }

    private void tap(String link, String target) {
        var answer = taps.open(link, Taps.PHONE);
        assertThat(answer.statusCode()).as(link).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue(target);
    }

    private void clicked(Scenario scenario, String key, long people, long clicks) {
        eventually("%d clicked %d times".formatted(people, clicks), () -> {
            var counts = it.counts(scenario);
            return counts.of(key, StepCount.CLICKED) == people && counts.clicks(key) == clicks;
        });
    }

    @Test
    void whoOpenedALinkGoesTheOtherWayAndIsCountedOnce() {
        var scenario = it.byHand(send("one", "こちら https://example.com/a", Duration.ZERO), asks());
        var friends = it.friends(2);
        var contacts = it.contacts(friends);
        it.enter(scenario, contacts);
        it.waiting(scenario, "asks", 2);
        var link = Taps.link(friends.getFirst());
        assertThat(link).isNotEqualTo(Taps.link(friends.getLast()));
        assertThat(link.substring(link.lastIndexOf('/') + 1)).hasSizeLessThanOrEqualTo(80);
        tap(link, "https://example.com/a");
        tap(link, "https://example.com/a");
        clicked(scenario, "one", 1, 2);
        // the person's contact says so; nobody's record id rests among those who clicked
        eventually(
                "the contact says when",
                () -> !it.connection()
                        .portal()
                        .contact(contacts.getFirst().id())
                        .orElseThrow()
                        .properties()
                        .getOrDefault("line_last_broadcast_click_date", "")
                        .isEmpty());
        assertThat(rows("select count(*) from click_person")).isZero();
        assertThat(rows("select count(*) from step_click where person_hash = "
                        + contacts.getFirst().id()))
                .isZero();
        WORLD.clock().advance(DAY);
        assertThat(it.ended(scenario).ended()).isEqualTo(Map.of(EndReason.END, 2L));
        assertThat(texts(friends.getFirst()).getLast()).isEqualTo("見た");
        assertThat(texts(friends.getLast()).getLast()).isEqualTo("まだ");
        var over = TestWorld.json(WORLD.api("GET", "/api/scenarios/" + scenario.id(), null))
                .path("counts")
                .path("steps")
                .path(0);
        assertThat(over.path("clickedPeople").asInt(0)).isEqualTo(1);
        assertThat(over.path("clicks").asInt(0)).isEqualTo(2);
    }

    private static long rows(String query) {
        return WORLD.database().jdbc().sql(query).query(Long.class).single();
    }

    @Test
    void aClickEndsItWhereTheScenarioSaysSo() {
        var scenario = it.scenario(
                new Trigger.Manual(),
                new Reentry.Never(),
                List.of(new Exit.Clicked()),
                send("one", "https://example.com/", Duration.ZERO),
                send("two", "二", DAY));
        var friends = it.friends(2);
        it.enter(scenario, it.contacts(friends));
        it.waiting(scenario, "two", 2);
        tap(Taps.link(friends.getFirst()), "https://example.com/");
        clicked(scenario, "one", 1, 1);
        WORLD.stop();
        WORLD.start();
        WORLD.clock().advance(DAY);
        assertThat(it.ended(scenario).ended()).isEqualTo(Map.of(EndReason.EXIT, 1L, EndReason.END, 1L));
        assertThat(texts(friends.getFirst())).hasSize(1);
        assertThat(texts(friends.getLast())).hasSize(2);
    }

    @Test
    void aClickAfterTheEndIsCountedAndALinkOfADeletedScenarioLeadsNowhere() {
        var scenario = it.byHand(send("one", "https://example.com/?a={{ contact.lastname }}", Duration.ZERO));
        var friend = it.friends(1).getFirst();
        it.enter(scenario, List.of(it.contact(friend, Map.of("lastname", "山田"))));
        it.ended(scenario);
        var link = Taps.link(friend);
        tap(link, "https://example.com/?a=%E5%B1%B1%E7%94%B0");
        clicked(scenario, "one", 1, 1);
        assertThat(it.counts(scenario).ended()).isEqualTo(Map.of(EndReason.END, 1L));
        WORLD.bean(Scenarios.class).disable(scenario.id());
        WORLD.bean(Scenarios.class).delete(scenario.id());
        eventually("it leads nowhere", () -> taps.open(link, Taps.PHONE).statusCode() == 404);
        assertThat(rows("select count(*) from tracked where scenario_id = '%s'".formatted(scenario.id())))
                .isZero();
    }

    @Test
    void whoseTextWouldBeTooLongWithCountedLinksGetsThoseThatWereWritten() {
        var text = "あ".repeat(4_970) + " https://example.com/";
        var scenario = it.byHand(send("one", text, Duration.ZERO));
        var friend = it.friends(1).getFirst();
        it.enter(scenario, List.of(it.contact(friend, Map.of())));
        assertThat(it.ended(scenario).of("one", StepCount.SENT)).isEqualTo(1);
        assertThat(texts(friend)).containsExactly(text);
    }

    @Test
    void whoComesAgainHasOpenedNothingYetAndIsNotCountedTwice() {
        var scenario = it.scenario(
                new Trigger.Manual(),
                new Reentry.AfterEnd(),
                List.of(),
                send("one", "https://example.com/", Duration.ZERO),
                asks());
        var friend = it.friends(1).getFirst();
        var contacts = List.of(it.contact(friend, Map.of()));
        it.enter(scenario, contacts);
        it.waiting(scenario, "asks", 1);
        tap(Taps.link(friend), "https://example.com/");
        clicked(scenario, "one", 1, 1);
        WORLD.clock().advance(DAY);
        it.ended(scenario);
        it.enter(scenario, contacts);
        it.waiting(scenario, "asks", 1);
        WORLD.clock().advance(DAY);
        it.ended(scenario);
        assertThat(texts(friend).getLast()).isEqualTo("まだ");
        it.enter(scenario, contacts);
        it.waiting(scenario, "asks", 1);
        tap(Taps.link(friend), "https://example.com/");
        clicked(scenario, "one", 1, 2);
        WORLD.clock().advance(DAY);
        it.ended(scenario);
        assertThat(texts(friend).getLast()).isEqualTo("見た");
    }

    @Test
    void aLinkThatWasSentLeadsOnWhereItDidWhateverTheWordsAreNow() {
        var words = "{\"key\":\"one\",\"message\":{\"bubbles\":[{\"type\":\"text\",\"text\":\"%s\"}]}}";
        var body = "{\"name\":\"A\",\"trigger\":{\"kind\":\"MANUAL\"},\"enabled\":true,\"steps\":[" + words + "]}";
        var made = TestWorld.json(WORLD.api(
                "POST",
                "/api/connections/" + it.connection().id() + "/scenarios",
                JSON.readTree(body.formatted("https://example.com/old"))));
        var own = "/api/scenarios/" + made.path("id").asString("");
        var friends = it.friends(2);
        var contacts = it.contacts(friends);
        var first = contacts.getFirst().id();
        WORLD.api("POST", own + "/enrolments", Map.of("contactIds", List.of(Long.toString(first))));
        eventually("the first has it", () -> !friends.getFirst().received().isEmpty());
        WORLD.api("PUT", own, JSON.readTree(body.formatted("https://example.com/new https://example.com/old")));
        WORLD.clock().advance(Duration.ofMinutes(10));
        var second = contacts.getLast().id();
        WORLD.api("POST", own + "/enrolments", Map.of("contactIds", List.of(Long.toString(second))));
        eventually("the second has it", () -> !friends.getLast().received().isEmpty());
        tap(Taps.link(friends.getFirst()), "https://example.com/old");
        tap(Taps.link(friends.getLast()), "https://example.com/new");
        eventually(
                "both are counted",
                () -> TestWorld.json(WORLD.api("GET", own, null))
                                .path("counts")
                                .path("steps")
                                .path(0)
                                .path("clickedPeople")
                                .asInt(0)
                        == 2);
        assertThat(rows(
                        "select count(*) from tracked_link l join tracked t on t.id = l.tracked_id where t.scenario_id = '%s'"
                                .formatted(made.path("id").asString(""))))
                .isEqualTo(2);
    }
}

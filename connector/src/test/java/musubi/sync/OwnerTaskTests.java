package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks for the owner of a friend's contact. */
class OwnerTaskTests {

    private static final String CREATE = ".*/tasks/batch/create";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final Friend taro = connected.channel().newUser("太郎 <T>");

    @BeforeEach
    void tasksAreWanted() {
        wantsTasks(connected);
    }

    private static void wantsTasks(TestWorld.TestConnection connection) {
        assertThat(WORLD.api(
                                "PATCH",
                                "/api/connections/" + connection.id(),
                                Map.of("options", Map.of("createTaskOnMessage", true)))
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
    }

    @Test
    void oneForAConversationNotForEachMessage() {
        taro.write("こんにちは <b>");
        connected.drained();
        taro.write("だれかいますか");
        connected.drained();
        assertThat(connected.portal().tasks()).hasSize(1);
        var task = connected.portal().tasks().getFirst();
        assertThat(task.contactIds())
                .containsExactly(connected.contact(taro).orElseThrow().id());
        assertThat(task.properties())
                .containsEntry("hs_task_subject", "LINEのメッセージに返信する")
                .containsEntry("hs_task_status", "NOT_STARTED")
                .doesNotContainKey("hubspot_owner_id");
        assertThat(task.properties().get("hs_task_body")).contains("太郎 &lt;T&gt;", "こんにちは &lt;b&gt;");
        assertThat(task.properties().get("hs_task_body"))
                .endsWith("<br><a href=\"%s/connections/%s/friends?contact=%s\">友だちリストで開く</a>"
                        .formatted(
                                WORLD.url().toString().replaceAll("/$", ""),
                                connected.id(),
                                task.contactIds().iterator().next()));
        answered();
        taro.write("ありがとう");
        connected.drained();
        assertThat(connected.portal().tasks()).hasSize(2);
    }

    @Test
    void itIsTheOwners() {
        taro.follow();
        connected.drained();
        var owner = connected.portal().addOwner("hanako@example.com", "花子", "山田");
        connected
                .portal()
                .update(
                        connected.contact(taro).orElseThrow().id(),
                        Map.of("hubspot_owner_id", String.valueOf(owner.id())));
        taro.write("hello");
        connected.drained();
        assertThat(connected.portal().tasks().getFirst().properties())
                .containsEntry("hubspot_owner_id", String.valueOf(owner.id()));
    }

    @Test
    void withoutTheOptionThereIsNone() {
        WORLD.api(
                "PATCH", "/api/connections/" + connected.id(), Map.of("options", Map.of("createTaskOnMessage", false)));
        taro.write("hello");
        connected.drained();
        assertThat(connected.portal().tasks()).isEmpty();
        assertThat(connected.value(taro, "line_unanswered")).isEqualTo("YES");
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE", "CUT_AFTER"})
    void anAnswerThatIsLostMakesNoSecondTask(Fault.Kind kind) {
        WORLD.hubspot().faults().add(Fault.of(kind, "POST", CREATE, 1, Duration.ZERO));
        taro.write("hello");
        connected.drained();
        assertThat(connected.portal().tasks()).hasSize(1);
    }

    @Test
    void aContactThatIsWrittenTwiceForOneMessageGetsOneTask() {
        WORLD.hubspot()
                .faults()
                .add(Fault.of(Fault.Kind.CUT_BEFORE, "POST", ".*/contacts/batch/create", 2, Duration.ZERO));
        taro.write("hello");
        connected.drained();
        assertThat(connected.portal().tasks()).hasSize(1);
    }

    @Test
    void whileTheContactCannotBeWrittenOneConversationIsOneTask() {
        taro.follow();
        connected.drained();
        WORLD.hubspot()
                .faults()
                .add(
                        Fault.answer(
                                "POST",
                                ".*/contacts/batch/update",
                                -1,
                                400,
                                "{\"status\":\"error\",\"category\":\"VALIDATION_ERROR\",\"message\":\"a rule of the portal\"}"));
        for (var message = 1; message <= 3; message++) {
            var failures = message;
            taro.write("hello " + message);
            eventually("it is refused", () -> connected.failures().size() == failures);
        }
        WORLD.hubspot().faults().clear();
        WORLD.api(
                "POST",
                "/api/failures/" + connected.failures().get(0).path("id").asString() + "/retry",
                null);
        connected.drained();
        assertThat(connected.value(taro, "line_unanswered")).isEqualTo("YES");
        assertThat(connected.portal().tasks()).hasSize(1);
        answered();
        taro.write("another matter");
        connected.drained();
        assertThat(connected.portal().tasks()).hasSize(2);
    }

    /** The process that requested the task ended before it wrote the contact, and meanwhile there is one. */
    @Test
    void aTaskThatIsRequestedAlreadyIsTheOneOfTheMessageAndTellsIt() {
        var batches = new AppliedBatches(WORLD, false);
        var friend = batches.connected().channel().newUser("花子");
        wantsTasks(batches.connected());
        var at = Instant.parse("2026-11-20T10:00:00Z");
        batches.append(friend.userId(), Payload.task(at));
        batches.append(friend.userId(), new EventPayload(EventKind.MESSAGE, """
                        {"type":"message","timestamp":%d,"message":{"type":"text","id":"1","text":"hello"}}""".formatted(at.toEpochMilli())
                .getBytes(StandardCharsets.UTF_8)));
        batches.connected().portal().createContact(Map.of("line_user_id", friend.userId(), "line_user_name", "花子"));
        batches.applyAll();
        assertThat(batches.connected().portal().tasks())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.properties().get("hs_task_body")).contains("花子", "hello"));
    }

    @Test
    void aReadingThatFailsIsNotAskedForAgainAtOnceWhileATaskWaits() {
        taro.follow();
        connected.drained();
        WORLD.hubspot().faults().add(Fault.answer("POST", CREATE, -1, 503, ""));
        taro.write("hello");
        eventually(
                "the contact says so",
                () -> connected.value(taro, "line_unanswered").equals("YES"));
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/contacts/batch/read", -1, 503, ""));
        var before = reads();
        var end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        eventually("three seconds are over", () -> System.nanoTime() > end);
        assertThat(reads() - before).isLessThan(5);
        WORLD.hubspot().faults().clear();
        eventually("the task is there", () -> connected.portal().tasks().size() == 1);
    }

    /** Also those that were answered by a fault, which no portal counts. */
    private double reads() {
        return WORLD
                .bean(MeterRegistry.class)
                .find("musubi.hubspot.requests")
                .tag("portal", String.valueOf(connected.portal().id()))
                .tag("operation", "contacts.read")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void aRefusalIsTold() {
        WORLD.hubspot()
                .faults()
                .add(
                        Fault.answer(
                                "POST",
                                CREATE,
                                -1,
                                400,
                                "{\"status\":\"error\",\"category\":\"VALIDATION_ERROR\",\"message\":\"a rule of the portal\"}"));
        taro.write("hello");
        eventually("it is listed", () -> connected.failures().size() == 1);
        assertThat(connected.failures().get(0).path("code").asString()).isEqualTo("TASK_REFUSED");
        assertThat(connected.value(taro, "line_last_reply_message")).isEqualTo("hello");
        WORLD.hubspot().faults().clear();
        WORLD.api(
                "POST",
                "/api/failures/" + connected.failures().get(0).path("id").asString() + "/retry",
                null);
        eventually("there is a task", () -> connected.portal().tasks().size() == 1);
    }

    @Test
    void aScopeForTasksThatIsMissingDoesNotHoldUpTheContacts() {
        WORLD.hubspot().faults().add(Fault.answer("POST", CREATE, -1, 403, """
                {"status":"error","message":"This app hasn't been granted all required scopes.","category":"MISSING_SCOPES",
                 "errors":[{"message":"scopes","context":{"requiredGranularScopes":["crm.objects.tasks.write"]}}]}"""));
        taro.write("hello");
        eventually(
                "it is reported",
                () -> connected.connection().path("problems").toString().contains("crm.objects.tasks.write"));
        assertThat(connected.connection().path("state").asString("")).isEqualTo("ACTIVE");
        assertThat(connected.value(taro, "line_last_reply_message")).isEqualTo("hello");
        taro.write("world");
        eventually("the contact goes on", () -> "world".equals(connected.value(taro, "line_last_reply_message")));
        WORLD.hubspot().faults().clear();
        eventually("there is a task", () -> connected.portal().tasks().size() == 1);
        eventually(
                "it is over",
                () -> !connected.connection().path("problems").toString().contains("tasks"));
    }

    private void answered() {
        connected.portal().update(connected.contact(taro).orElseThrow().id(), Map.of("line_unanswered", "NO"));
    }
}

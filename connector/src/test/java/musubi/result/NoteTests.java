package musubi.result;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Task;
import musubi.testing.TestWorld;
import musubi.tracking.ClickListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notes on the timelines of people: one for each person and broadcast. */
class NoteTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final String CREATE = ".*/notes/batch/create";

    private final ResultCalls results = new ResultCalls(WORLD);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
    }

    @Test
    void withoutTheOptionThereIsNone() {
        var id = results.sent("Sale", results.people(2));
        results.writtenSoon(id);
        assertThat(results.notes()).isEmpty();
    }

    @Test
    void everybodyGetsOneThatLinksToTheBroadcast() {
        results.options(Map.of("noteOnContact", "ALL", "language", "en"));
        var people = results.people(3);
        var id = results.sent("Sale <1>", people);
        results.writtenSoon(id);
        assertThat(results.notes().stream().flatMap(note -> note.contactIds().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        people.stream().map(contact -> contact.id()).toList());
        var note = results.notes().getFirst();
        assertThat(note.properties().get("hs_note_body"))
                .isEqualTo("Got the LINE broadcast “<a href=\"" + WORLD.url() + "/broadcasts/" + id
                        + "\">Sale &lt;1&gt;</a>”.");
        assertThat(Instant.parse(note.properties().getOrDefault("hs_timestamp", "")))
                .isEqualTo(results.progress(id).sentAt());
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE", "CUT_AFTER"})
    void anAnswerThatIsLostMakesNoSecondNote(Fault.Kind kind) {
        results.options(Map.of("noteOnContact", "ALL"));
        WORLD.hubspot().faults().add(Fault.of(kind, "POST", CREATE, 1, Duration.ZERO));
        var people = results.people(130);
        var id = results.sent("Sale", people);
        results.writtenSoon(id);
        assertThat(results.notes()).hasSize(130);
        assertThat(results.progress(id).notesRefused()).isZero();
    }

    @Test
    void aCrashBetweenTheCallAndItsOutcomeMakesNoSecondNote() {
        results.options(Map.of("noteOnContact", "ALL"));
        // HubSpot takes it, and no answer comes
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.HANG_AFTER, "POST", CREATE, 1, Duration.ofSeconds(2)));
        var id = results.sent("Sale", results.people(5));
        eventually("HubSpot has them", () -> results.notes().size() == 5);
        WORLD.stop();
        WORLD.start();
        WORLD.hubspot().faults().clear();
        results.writtenSoon(id);
        assertThat(results.notes()).hasSize(5);
    }

    @Test
    void whoClickedGetsOneAtThatMoment() {
        results.options(Map.of("noteOnContact", "CLICKS", "updateContacts", "CLICKERS", "language", "ja"));
        var people = results.people(2);
        var id = results.sent("セール", people);
        assertThat(results.progress(id).isUnderway()).isFalse();
        WORLD.bean(ClickListener.class)
                .firstClicks(UUID.fromString(id), new long[] {people.getFirst().id()});
        results.writtenSoon(id);
        assertThat(results.notes()).hasSize(1);
        assertThat(results.notes().getFirst().properties().get("hs_note_body")).startsWith("LINEの一斉配信「<a href=");
        assertThat(results.notes().getFirst().contactIds())
                .containsExactly(people.getFirst().id());
        results.says(people.getFirst(), "セール");
        results.says(people.getLast(), "");
    }

    @Test
    void aContactThatWasMergedOrIsGoneStopsNobody() {
        results.options(Map.of("noteOnContact", "ALL"));
        var portal = results.calls().connection().portal();
        var people = results.people(4);
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.CUT_BEFORE, "POST", CREATE, 1, Duration.ZERO));
        var id = results.sent("Sale", people);
        var merged = portal.merge(people.get(0).id(), people.get(1).id());
        portal.archive(people.get(2).id());
        results.writtenSoon(id);
        assertThat(results.notes().stream().map(Task::contactIds))
                .containsExactlyInAnyOrder(
                        Set.of(merged.id()), Set.of(people.get(3).id()));
        assertThat(results.progress(id).notesRefused()).isEqualTo(1);
    }

    @Test
    void contactsAreUpdatedAlthoughNotesAreNotAllowed() {
        results.options(Map.of("noteOnContact", "ALL"));
        var people = results.people(1);
        WORLD.hubspot().faults().add(Fault.answer("POST", CREATE, 1_000, 403, """
                        {"status":"error","message":"This app hasn't been granted all required scopes to make this call.",\
                        "correlationId":"1","category":"MISSING_SCOPES",\
                        "errors":[{"message":"","context":{"requiredGranularScopes":["crm.objects.contacts.write"]}}]}"""));
        var id = results.sent("Sale", people);
        eventually(
                "it names the scope",
                () -> results.progress(id)
                        .waiting()
                        .filter(waiting -> waiting.reason() == WaitReason.HUBSPOT_SCOPE_MISSING
                                && waiting.detail().equals("crm.objects.contacts.write"))
                        .isPresent());
        results.says(people.getFirst(), "Sale");
        assertThat(results.progress(id).notesLeft()).isEqualTo(1);
        WORLD.hubspot().faults().clear();
        results.writtenSoon(id);
        assertThat(results.notes()).hasSize(1);
    }

    @Test
    void whatHubSpotHoldsOfPeopleIsForgottenWithTheBroadcast() {
        results.options(Map.of("noteOnContact", "ALL"));
        WORLD.hubspot().faults().add(Fault.answer("POST", ResultCalls.UPDATE, 1_000, 503, ""));
        var id = results.sent("Sale", results.people(2));
        results.calls().call("DELETE", "/api/broadcasts/" + id, null, 204);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from result_batch where broadcast_id = ?")
                        .param(UUID.fromString(id))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(List.of(id))
                .allMatch(gone -> WORLD.bean(BroadcastResults.class)
                        .of(UUID.fromString(gone))
                        .isEmpty());
    }
}

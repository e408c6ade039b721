package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Friend;
import musubi.sync.batch.NextAttempt;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HubSpot refuses costs the one contact it is about, never the others, and is listed in the end. */
class HubSpotRefusalTests {

    private static final String READ = ".*/contacts/batch/read";
    private static final String WRITE = ".*/contacts/batch/(create|update)";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final FollowedContacts contacts = new FollowedContacts(connected);
    private final NextAttempt attempts = new NextAttempt(WORLD, connected);

    @Test
    void aRefusedTokenHoldsTheEventsUntilThereIsANewOne() {
        connected.portal().revokeToken(connected.portal().accessToken());
        var friend = contacts.follow();
        eventually("the state says so", () -> state().equals("UNAUTHORIZED"));
        assertThat(contacts.hasProblem("HubSpot refuses the access token")).isTrue();
        assertThat(connected.backlog().path("pending").asInt()).isEqualTo(1);
        var token = connected.portal().addToken(PortalOptions.CONTACT_SCOPES);
        var answer = WORLD.api(
                "PATCH", "/api/connections/" + connected.id(), Map.of("hubspot", Map.of("accessToken", token)));
        assertThat(answer.statusCode()).isEqualTo(200);
        contacts.oneEach(List.of(friend));
        assertThat(state()).isEqualTo("ACTIVE");
        assertThat(contacts.hasProblem("HubSpot refuses the access token")).isFalse();
    }

    @Test
    void aMissingScopeIsNamed() {
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 1, 403, """
                {"status":"error","message":"This app hasn't been granted all required scopes.","category":"MISSING_SCOPES",
                 "errors":[{"message":"scopes","context":{"requiredGranularScopes":["crm.objects.contacts.read"]}}]}"""));
        contacts.follow();
        eventually(
                "the scope is named",
                () -> connected.connection().path("problems").toString().contains("crm.objects.contacts.read"));
        assertThat(state()).isEqualTo("UNAUTHORIZED");
        assertThat(connected.backlog().path("pending").asInt()).isEqualTo(1);
    }

    @Test
    void oneBadValueAmongManyRowsIsLeftOutAndCanBeRetried() {
        connected.portal().characterLimit("line_user_name", 20);
        var friends = IntStream.range(0, 30)
                .mapToObj(at -> connected.channel().newUser(at == 7 ? "x".repeat(21) : "friend " + at))
                .toList();
        connected.channel().together(() -> friends.forEach(Friend::follow));
        connected.drained();
        assertThat(connected.portal().contacts()).hasSize(30);
        assertThat(connected.value(friends.get(7), "line_user_name")).isEqualTo("LINE友だち");
        assertThat(connected.value(friends.get(7), "line_contact_source")).isEqualTo("FOLLOW");
        assertThat(connected.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path("code").asString()).isEqualTo("PROPERTY_REFUSED");
            assertThat(failure.toString()).contains("line_user_name");
            assertThat(failure.path("lineUserId").asString())
                    .isEqualTo(friends.get(7).userId());
        });
        friends.get(7).displayName("friend 7");
        var id = connected.failures().get(0).path("id").asString();
        assertThat(WORLD.api("POST", "/api/failures/" + id + "/retry", null).statusCode())
                .isEqualTo(204);
        contacts.oneEach(friends);
        assertThat(connected.value(friends.get(7), "line_user_name")).isEqualTo("friend 7");
    }

    @Test
    void aRefusalByARuleOfThePortalIsAFailureThatCanBeDeleted() {
        connected.portal().requireOnCreate(Set.of("firstname"));
        contacts.follow();
        eventually("it is listed", () -> connected.failures().size() == 1);
        var id = connected.failures().get(0).path("id").asString();
        assertThat(WORLD.api("DELETE", "/api/failures/" + id, null).statusCode())
                .isEqualTo(204);
        assertThat(connected.failures()).isEmpty();
        assertThat(WORLD.api("DELETE", "/api/failures/" + id, null).statusCode())
                .isEqualTo(404);
        connected.portal().requireOnCreate(Set.of());
        contacts.oneEach(List.of(contacts.follow()));
    }

    @Test
    void aBatchThatIsRefusedAsAWholeIsBisectedUntilTheBadRowIsAlone() {
        // what HubSpot answers when it sees the same id twice, though we never send that
        WORLD.hubspot().faults().add(Fault.answer("POST", WRITE, 4, 400, """
                {"status":"error","message":"Duplicate IDs found in batch input","category":"VALIDATION_ERROR"}"""));
        var friends = IntStream.range(0, 20)
                .mapToObj(at -> connected.channel().newUser("friend " + at))
                .toList();
        connected.channel().together(() -> friends.forEach(Friend::follow));
        connected.drained();
        // the whole batch, and then parts of two: at most three of the calls hit a part, so at most two rows are alone
        // and
        // bad
        var refused = connected.failures().size();
        assertThat(connected.portal().contacts()).hasSize(20 - refused);
        assertThat(refused).isLessThan(3);
    }

    @Test
    void aRowThatAlwaysFailsIsListedAndTheOthersAreWritten() {
        WORLD.hubspot().faults().add(Fault.answer("POST", WRITE, -1, 500, "").onBody("poison"));
        var friends = IntStream.range(0, 20)
                .mapToObj(at -> connected.channel().newUser(at == 3 ? "poison" : "friend " + at))
                .toList();
        connected.channel().together(() -> friends.forEach(Friend::follow));
        eventually("all others are there", () -> connected.portal().contacts().size() == 19);
        var late = IntStream.range(20, 30)
                .mapToObj(at -> connected.channel().newUser("friend " + at))
                .toList();
        connected.channel().together(() -> late.forEach(Friend::follow));
        eventually(
                "those who come later are not held up",
                () -> connected.portal().contacts().size() == 29);
        attempts.makeNextTheLast();
        eventually("it is listed", () -> connected.failures().size() == 1);
        assertThat(connected.failures().get(0).path("code").asString()).isEqualTo("ALWAYS_FAILS");
        assertThat(connected.backlog().path("pending").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALWAYS_FAILS          | {'category':'INTERNAL_ERROR','message':'no','context':{'objectWriteTraceId':['0']}}",
                "PROPERTY_MISSING      | {'category':'VALIDATION_ERROR','message':'It does not exist','context':{'objectWriteTraceId':['0']}}",
                "LEFT_OUT_OF_ANSWERS   | {'category':'INTERNAL_ERROR','message':'no'}"
            })
    void aRowThatIsRefusedForNowHasALastAttempt(String reason, String error) {
        WORLD.hubspot()
                .faults()
                .add(Fault.answer(
                                "POST",
                                WRITE,
                                -1,
                                207,
                                "{\"status\":\"COMPLETE\",\"results\":[],\"numErrors\":1,\"errors\":[%s]}"
                                        .formatted(error.replace('\'', '"')))
                        .onBody("poison"));
        contacts.follow();
        connected.drained();
        connected.channel().newUser("poison").follow();
        eventually("it is tried", () -> attempts.count() > 0);
        attempts.makeNextTheLast();
        eventually("it is listed", () -> connected.failures().size() == 1);
        assertThat(connected.failures().get(0).path("code").asString()).isEqualTo(reason);
        assertThat(connected.backlog().path("pending").asInt()).isZero();
    }

    private String state() {
        return connected.connection().path("state").asString("");
    }
}

package musubi.sync;

import static musubi.testing.TestWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of failure at HubSpot has its own course; in none is an event lost or a contact doubled. */
class HubSpotTroubleTests {

    private static final String READ = ".*/contacts/batch/read";
    private static final String WRITE = ".*/contacts/batch/(create|update)";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
    }

    private void fault(Fault fault) {
        WORLD.hubspot().faults().add(fault);
    }

    private Friend follow() {
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        return friend;
    }

    private void oneContactEach(List<Friend> friends) {
        connected.drained();
        assertThat(connected.portal().contacts()).hasSize(friends.size());
        friends.forEach(
                friend -> assertThat(connected.value(friend, "line_follow")).isEqualTo("YES"));
        assertThat(connected.failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 521, 524})
    void serverErrorsAreWaitedOut(int status) {
        fault(Fault.answer("POST", READ, 1, status, "<html>no JSON</html>"));
        fault(Fault.answer("POST", WRITE, 1, status, "<html>no JSON</html>"));
        oneContactEach(List.of(follow()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"CUT_BEFORE", "CUT_AFTER"})
    void aCutConnectionNeitherLosesNorDoubles(Fault.Kind kind) {
        fault(Fault.of(kind, "POST", WRITE, 1, Duration.ZERO));
        oneContactEach(List.of(follow()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"HANG", "HANG_AFTER"})
    void anAnswerThatDoesNotComeNeitherLosesNorDoubles(Fault.Kind kind) {
        fault(Fault.of(kind, "POST", WRITE, 1, Duration.ofSeconds(6)));
        oneContactEach(List.of(follow()));
    }

    @Test
    void aWriteThatIsAnsweredWithAnErrorIsNotDoneTwice() {
        fault(Fault.answerAfter("POST", WRITE, 1, 502, ""));
        var friend = follow();
        oneContactEach(List.of(friend));
        assertThat(connected.contact(friend).orElseThrow().writes()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsNotTakenForSuccess() {
        fault(Fault.answer("POST", WRITE, 1, 200, "<html>maintenance</html>"));
        oneContactEach(List.of(follow()));
    }

    @Test
    void aLockIsWaitedForTwoSeconds() {
        fault(Fault.answer("POST", WRITE, 1, 423, "{\"status\":\"error\",\"message\":\"locked\"}"));
        oneContactEach(List.of(follow()));
    }

    @Test
    void aMigratingPortalIsLeftAloneAsLongAsItAsks() {
        fault(Fault.answer("POST", READ, 1, 477, "{}").with("Retry-After", "2"));
        var friend = follow();
        var before = System.nanoTime();
        oneContactEach(List.of(friend));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEN_SECONDLY_ROLLING", "SECONDLY"})
    void aLimitIsWaitedForAsLongAsTheHeaderSays(String policy) {
        fault(limited(policy).with("Retry-After", "1"));
        oneContactEach(List.of(follow()));
        assertThat(connected.connection().path("problems").size()).isEqualTo(1);
    }

    @Test
    void aSecondlyLimitWithoutAHeaderIsOverAfterASecond() {
        fault(limited("SECONDLY"));
        oneContactEach(List.of(follow()));
    }

    @Test
    void aTenSecondlyLimitWithoutAHeaderIsOverAfterTenSeconds() {
        fault(limited("TEN_SECONDLY_ROLLING"));
        var friend = follow();
        var before = System.nanoTime();
        oneContactEach(List.of(friend));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(9));
    }

    @Test
    void theDaysLimitIsToldAndWaitedFor() {
        fault(limited("DAILY").with("Retry-After", "3600"));
        var friend = follow();
        eventually("the operator is told", () -> hasProblem("Today's HubSpot calls are used up"));
        assertThat(connected.contact(friend)).isEmpty();
        assertThat(connected.backlog().path("pending").asInt()).isEqualTo(1);
    }

    private static Fault limited(String policy) {
        return Fault.answer("POST", READ, 1, 429, """
                {"status":"error","message":"You have reached your limit.","category":"RATE_LIMITS",
                 "policyName":"%s","correlationId":"c"}""".formatted(policy));
    }

    @Test
    void aRefusedTokenHoldsTheEventsUntilThereIsANewOne() {
        connected.portal().revokeToken(connected.portal().accessToken());
        var friend = follow();
        eventually("the state says so", () -> state().equals("UNAUTHORIZED"));
        assertThat(hasProblem("HubSpot refuses the access token")).isTrue();
        assertThat(connected.backlog().path("pending").asInt()).isEqualTo(1);
        var token = connected.portal().addToken(PortalOptions.CONTACT_SCOPES);
        var answer = WORLD.api(
                "PATCH", "/api/connections/" + connected.id(), Map.of("hubspot", Map.of("accessToken", token)));
        assertThat(answer.statusCode()).isEqualTo(200);
        oneContactEach(List.of(friend));
        assertThat(state()).isEqualTo("ACTIVE");
        assertThat(hasProblem("HubSpot refuses the access token")).isFalse();
    }

    @Test
    void aMissingScopeIsNamed() {
        fault(Fault.answer("POST", READ, 1, 403, """
                {"status":"error","message":"This app hasn't been granted all required scopes.","category":"MISSING_SCOPES",
                 "errors":[{"message":"scopes","context":{"requiredGranularScopes":["crm.objects.contacts.read"]}}]}"""));
        follow();
        eventually(
                "the scope is named",
                () -> connected.connection().path("problems").toString().contains("crm.objects.contacts.read"));
        assertThat(state()).isEqualTo("UNAUTHORIZED");
        assertThat(connected.backlog().path("pending").asInt()).isEqualTo(1);
    }

    @Test
    void ofOneBadValueAmongManyRowsAllElseIsWrittenAndItCanBeRetried() {
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
        oneContactEach(friends);
        assertThat(connected.value(friends.get(7), "line_user_name")).isEqualTo("friend 7");
    }

    @Test
    void whatARuleOfThePortalRefusesIsAFailureThatCanBeDeleted() {
        connected.portal().requireOnCreate(Set.of("firstname"));
        follow();
        eventually("it is listed", () -> connected.failures().size() == 1);
        var id = connected.failures().get(0).path("id").asString();
        assertThat(WORLD.api("DELETE", "/api/failures/" + id, null).statusCode())
                .isEqualTo(204);
        assertThat(connected.failures()).isEmpty();
        assertThat(WORLD.api("DELETE", "/api/failures/" + id, null).statusCode())
                .isEqualTo(404);
        connected.portal().requireOnCreate(Set.of());
        oneContactEach(List.of(follow()));
    }

    @Test
    void aBatchThatIsRefusedAsAWholeIsTakenApartUntilTheBadRowStandsAlone() {
        // what HubSpot answers when it sees the same id twice, though we never send that
        fault(Fault.answer("POST", WRITE, 4, 400, """
                {"status":"error","message":"Duplicate IDs found in batch input","category":"VALIDATION_ERROR"}"""));
        var friends = IntStream.range(0, 20)
                .mapToObj(at -> connected.channel().newUser("friend " + at))
                .toList();
        connected.channel().together(() -> friends.forEach(Friend::follow));
        connected.drained();
        // the whole, and then parts of two: at most three of the calls hit a part, so at most two rows are alone and
        // bad
        var refused = connected.failures().size();
        assertThat(connected.portal().contacts()).hasSize(20 - refused);
        assertThat(refused).isLessThan(3);
    }

    @Test
    void aRowThatAlwaysBreaksHubSpotIsGivenUpAndTheOthersGoThrough() {
        fault(Fault.answer("POST", WRITE, -1, 500, "").onBody("poison"));
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
        lastAttempt();
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
    void aRowThatIsRefusedForTheMomentHasALastAttempt(String reason, String error) {
        fault(Fault.answer(
                        "POST",
                        WRITE,
                        -1,
                        207,
                        "{\"status\":\"COMPLETE\",\"results\":[],\"numErrors\":1,\"errors\":[%s]}"
                                .formatted(error.replace('\'', '"')))
                .onBody("poison"));
        follow();
        connected.drained();
        connected.channel().newUser("poison").follow();
        eventually("it is tried", () -> attempts() > 0);
        lastAttempt();
        eventually("it is listed", () -> connected.failures().size() == 1);
        assertThat(connected.failures().get(0).path("code").asString()).isEqualTo(reason);
        assertThat(connected.backlog().path("pending").asInt()).isZero();
    }

    @Test
    void anOutageOfTheWholePortalUsesUpNoAttempts() {
        fault(Fault.answer("POST", READ, 3, 503, ""));
        var friend = follow();
        eventually(
                "three attempts came to nothing",
                () -> WORLD.hubspot().faults().waiting().isEmpty());
        assertThat(attempts()).isZero();
        oneContactEach(List.of(friend));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 302, 307})
    void anAnswerOnTheWayIsNoRefusalOfTheValues(int status) {
        fault(Fault.answer("POST", READ, 1, status, "<html>no JSON</html>"));
        fault(Fault.answer("POST", WRITE, 1, status, "<html>no JSON</html>"));
        oneContactEach(List.of(follow()));
    }

    @Test
    void aConflictWithARaceIsReadAgainAndTheContactUpdated() {
        var friend = connected.channel().newUser("さくら");
        // somebody makes the contact between our reading and our writing
        fault(Fault.answer("POST", READ, 1, 207, """
                {"status":"COMPLETE","results":[],"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","context":{"ids":["%s"]}}]}""".formatted(friend.userId())));
        connected.portal().createContact(Map.of("line_user_id", friend.userId(), "email", "sakura@example.com"));
        friend.follow();
        oneContactEach(List.of(friend));
        assertThat(connected.value(friend, "email")).isEqualTo("sakura@example.com");
    }

    private int attempts() {
        return WORLD.database()
                .jdbc()
                .sql("select coalesce(max(attempts), 0) from inbox where connection_id = ?::uuid")
                .param(connected.id())
                .query(Integer.class)
                .single();
    }

    /** The back-off before is minutes long. */
    private void lastAttempt() {
        WORLD.database()
                .jdbc()
                .sql("update inbox set attempts = ?, due_at = now() where connection_id = ?::uuid")
                .params(BatchOutcomes.MAX_ATTEMPTS - 1, connected.id())
                .update();
    }

    @ParameterizedTest
    @EnumSource(EmailConflictForm.class)
    void aContactThatHoldsThePlaceholderIsAdopted(EmailConflictForm form) {
        connected.portal().emailConflictForm(form);
        var friend = connected.channel().newUser("さくら");
        var existing =
                connected.portal().createContact(Map.of("email", friend.userId() + "@line.me", "firstname", "Sakura"));
        friend.follow();
        oneContactEach(List.of(friend));
        assertThat(connected.contact(friend).orElseThrow().id()).isEqualTo(existing.id());
        assertThat(connected.value(friend, "firstname")).isEqualTo("Sakura");
        assertThat(connected.value(friend, "line_contact_source")).isEqualTo("FOLLOW");
    }

    @Test
    void aPlaceholderOnAnotherFriendsContactIsAFailureInPlainWords() {
        var other = follow();
        connected.drained();
        var friend = connected.channel().newUser("太郎");
        connected
                .portal()
                .update(connected.contact(other).orElseThrow().id(), Map.of("email", friend.userId() + "@line.me"));
        friend.follow();
        eventually("it is listed", () -> connected.failures().size() == 1);
        assertThat(connected.failures().get(0).path("code").asString()).isEqualTo("PLACEHOLDER_OF_ANOTHER_FRIEND");
        assertThat(connected.contact(friend)).isEmpty();
    }

    @Test
    void aPrivacyDeletedFriendDoesNotComeBackAndIsNotKept() {
        var friend = follow();
        connected.drained();
        connected.portal().gdprDelete(connected.contact(friend).orElseThrow().id());
        friend.write("hello again");
        connected.drained();
        assertThat(connected.contact(friend)).isEmpty();
        assertThat(connected.failures()).isEmpty();
    }

    @Test
    void aDeletedContactIsMadeAnewByTheNextTrigger() {
        var friend = follow();
        connected.drained();
        connected.portal().archive(connected.contact(friend).orElseThrow().id());
        friend.write("hello again");
        connected.drained();
        assertThat(connected.value(friend, "line_contact_source")).isEqualTo("MESSAGE");
        assertThat(connected.value(friend, "line_last_reply_message")).isEqualTo("hello again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line_follow", "line_user_name", "line_user_id"})
    void aPropertyDeletedByHandIsMadeAgain(String property) {
        var first = follow();
        connected.drained();
        connected.portal().deleteProperty(property);
        var second = follow();
        first.write("still there?");
        connected.drained();
        assertThat(connected.portal().properties().stream().map(each -> each.name()))
                .contains(property);
        assertThat(connected.failures()).isEmpty();
        assertThat(new HashSet<>(
                        List.of(connected.value(first, "line_follow"), connected.value(second, "line_follow"))))
                .containsExactly("YES");
        assertThat(connected.portal().contacts()).hasSize(2);
    }

    private String state() {
        return connected.connection().path("state").asString("");
    }

    private boolean hasProblem(String title) {
        return connected.connection().path("problems").toString().contains(title);
    }
}

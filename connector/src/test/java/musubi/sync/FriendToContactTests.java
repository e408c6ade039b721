package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job: what a friend does on LINE, seen on the contact. */
class FriendToContactTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();

    @Test
    void aFollowBecomesAContactWithAllThatIsAlwaysFilled() {
        var sakura = connection.channel().newUser("さくら");
        sakura.follow();
        eventually("there is a contact", () -> connection.contact(sakura).isPresent());
        assertThat(connection.contact(sakura).orElseThrow().properties())
                .containsEntry("line_user_id", sakura.userId())
                .containsEntry("line_user_name", "さくら")
                .containsEntry("line_follow", "YES")
                .containsEntry("line_contact_source", "FOLLOW")
                .containsEntry("email", sakura.userId().toLowerCase(Locale.ROOT) + "@line.me")
                .containsEntry(
                        "line_id_sync_date",
                        LocalDate.now(ZoneId.of("Asia/Tokyo")).toString())
                .containsKeys("line_user_picture", "line_follow_updated_at");
        connection.drained();
    }

    @Test
    void aMessageMakesAContactToo() {
        var taro = connection.channel().newUser("太郎");
        taro.follow();
        taro.write("こんにちは");
        connection.drained();
        assertThat(connection.value(taro, "line_last_reply_message")).isEqualTo("こんにちは");
        assertThat(connection.value(taro, "line_unanswered")).isEqualTo("YES");
        assertThat(connection.portal().contacts()).hasSize(1);
    }

    @Test
    void aBlockIsSeenAndAnUnblockToo() {
        var taro = connection.channel().newUser("太郎");
        taro.follow();
        connection.drained();
        taro.block();
        connection.drained();
        assertThat(connection.value(taro, "line_follow")).isEqualTo("NO");
        taro.unblock();
        connection.drained();
        assertThat(connection.value(taro, "line_follow")).isEqualTo("YES");
        assertThat(connection.value(taro, "line_contact_source")).isEqualTo("FOLLOW");
    }

    @Test
    void aBlockByAStrangerMakesNoContactAndALateFollowComesAsBlocked() {
        var taro = connection.channel().newUser("太郎");
        var now = Instant.now();
        taro.at(now).block();
        connection.drained();
        assertThat(connection.contact(taro)).isEmpty();
        taro.at(now.minusSeconds(5)).follow();
        connection.drained();
        assertThat(connection.value(taro, "line_follow")).isEqualTo("NO");
        assertThat(connection.value(taro, "line_contact_source")).isEqualTo("FOLLOW");
    }

    @Test
    void anUnblockByAStrangerIsItsOwnSource() {
        var taro = connection.channel().newUser("太郎");
        taro.unblock();
        connection.drained();
        assertThat(connection.value(taro, "line_contact_source")).isEqualTo("UNBLOCK");
    }

    @Test
    void theNewestEventDecidesWhateverTheOrderOfArrival() {
        var taro = connection.channel().newUser("太郎");
        var now = Instant.now();
        taro.at(now.minusSeconds(10)).follow();
        connection.drained();
        taro.at(now.minusSeconds(2)).block();
        connection.drained();
        taro.at(now.minusSeconds(6)).unblock();
        connection.drained();
        assertThat(connection.value(taro, "line_follow")).isEqualTo("NO");
    }

    @Test
    void withAutoCreateOffNothingIsMadeButWhatIsThereIsUpdated() {
        var quiet = WORLD.connect(
                WORLD.hubspot().addPortal(PortalOptions.defaults()),
                Map.of("options", Map.of("autoCreateContacts", false)));
        var stranger = quiet.channel().newUser("太郎");
        stranger.follow();
        stranger.write("hello");
        quiet.drained();
        assertThat(quiet.portal().contacts()).isEmpty();
        var known = quiet.channel().newUser("花子");
        quiet.portal().createContact(Map.of("line_user_id", known.userId()));
        known.follow();
        quiet.drained();
        assertThat(quiet.value(known, "line_user_name")).isEqualTo("花子");
        assertThat(quiet.value(known, "line_contact_source")).isEqualTo("HUBSPOT");
        assertThat(quiet.value(known, "email")).isEmpty();
    }

    @Test
    void aSecondAccountOfThePortalHasItsOwnProperties() {
        var second = WORLD.connect(connection.portal(), Map.of());
        var taro = second.channel().newUser("太郎");
        taro.follow();
        second.drained();
        assertThat(second.portal().contactBy("line_user_id_2", taro.userId())).isPresent();
        assertThat(second.portal().contactBy("line_user_id", taro.userId())).isEmpty();
    }

    @Test
    void aHundredFriendsCostTwoCallsWhetherNewOrKnown() {
        var friends = IntStream.range(0, 100)
                .mapToObj(at -> connection.channel().newUser("friend " + at))
                .toList();
        connection.portal().traffic().reset();
        connection.channel().together(() -> friends.forEach(Friend::follow));
        connection.drained();
        assertThat(connection.callsForEvents()).isEqualTo(2);
        connection.portal().traffic().reset();
        connection.channel().together(() -> friends.forEach(friend -> friend.write("hello")));
        connection.drained();
        assertThat(connection.callsForEvents()).isEqualTo(2);
        assertThat(connection.portal().contacts()).hasSize(100);
    }

    @Test
    void thePortalsLimitIsLearnedAndNeverExceeded() {
        var small =
                WORLD.connect(WORLD.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(40)), Map.of());
        small.portal().traffic().reset();
        var friends = small.channel().crowd(2_500);
        small.drained();
        assertThat(small.portal().contacts()).hasSize(friends.size());
        assertThat(small.portal().traffic().tooMany()).isZero();
    }

    @Test
    void existingPropertiesOfAPortalCanTakeThePlaceOfOurs() {
        var portal = WORLD.hubspot().addPortal(PortalOptions.defaults());
        portal.addProperty(PropertyDefinition.custom("lha_line_user_id", "LINE User ID", "string", "text", "lha")
                .unique());
        portal.addProperty(PropertyDefinition.custom("lha_name", "Name", "string", "text", "lha"));
        var mapped = WORLD.connect(
                portal, Map.of("propertyNames", Map.of("lineUserId", "lha_line_user_id", "lineUserName", "lha_name")));
        var taro = mapped.channel().newUser("太郎");
        taro.follow();
        mapped.drained();
        assertThat(portal.contactBy("lha_line_user_id", taro.userId())
                        .orElseThrow()
                        .properties())
                .containsEntry("lha_name", "太郎")
                .containsEntry("line_follow", "YES")
                .doesNotContainKeys("line_user_id", "line_user_name");
    }

    @Test
    void aChannelIdAndSecretAreEnoughForLine() {
        var channel = WORLD.line().addChannel(ChannelOptions.named("stateless"));
        var portal = WORLD.hubspot().addPortal(PortalOptions.defaults());
        var answer = WORLD.api(
                "POST",
                "/api/connections",
                Map.of(
                        "name", "stateless",
                        "line", Map.of("channelSecret", channel.secret(), "channelId", channel.id()),
                        "hubspot", Map.of("accessToken", portal.accessToken())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var stateless = new TestWorld.TestConnection(
                WORLD, channel, portal, TestWorld.json(answer).path("id").asString(""));
        stateless.pointWebhooksHere();
        var taro = channel.newUser("太郎");
        taro.follow();
        stateless.drained();
        assertThat(stateless.value(taro, "line_user_name")).isEqualTo("太郎");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMergedContactIsFoundAgainWhicheverIdItHas(boolean keepsPrimaryId) {
        connection.portal().mergeKeepsPrimaryId(keepsPrimaryId);
        var taro = connection.channel().newUser("太郎");
        taro.follow();
        connection.drained();
        var real = connection.portal().createContact(Map.of("email", "taro@example.com"));
        connection
                .portal()
                .merge(real.id(), connection.contact(taro).orElseThrow().id());
        taro.write("still me");
        connection.drained();
        assertThat(connection.value(taro, "line_last_reply_message")).isEqualTo("still me");
        assertThat(connection.value(taro, "email")).isEqualTo("taro@example.com");
        assertThat(connection.portal().contacts().stream().filter(contact -> !contact.archived()))
                .hasSize(1);
    }

    @Test
    void resultsWithoutTraceIdsAreToldApartToo() {
        connection.portal().traceIdsInResults(false);
        connection.portal().characterLimit("line_user_name", 20);
        var friends = IntStream.range(0, 40)
                .mapToObj(at -> connection.channel().newUser(at % 10 == 3 ? "x".repeat(21) : "friend " + at))
                .toList();
        connection.portal().traffic().reset();
        connection.channel().together(() -> friends.forEach(Friend::follow));
        connection.drained();
        assertThat(connection.portal().contacts()).hasSize(40);
        assertThat(connection.failures()).hasSize(4);
        assertThat(connection.callsForEvents()).isEqualTo(3);
    }
}

package musubi.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Friends who stopped messages by a word get no broadcast, until they ask for them again. */
class OptedOutTests {

    /** So long an audience is ready before it gets its message. */
    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.delivery.undo", "4s"));

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());

    @Test
    void whoStopsThemIsLeftOutEverywhereAndComesBack() {
        calls.connection().portal().searchLag(Duration.ZERO);
        var sakura = calls.connection().channel().newUser("さくら");
        var taro = calls.connection().channel().newUser("太郎");
        var contacts = new ArrayList<Contact>();
        for (var friend : List.of(sakura, taro)) {
            friend.follow();
        }
        sakura.write("配信停止");
        calls.connection().drained();
        for (var friend : List.of(sakura, taro)) {
            contacts.add(calls.connection().contact(friend).orElseThrow());
        }
        assertThat(news(sakura)).isEmpty();
        var list = calls.list("A", contacts);

        sent("一", Map.of("lists", List.of(list)), 1, 1);
        sent("二", Map.of("allFriends", true), 1, 1);
        assertThat(news(sakura)).isEmpty();
        assertThat(news(taro)).containsExactly("一", "二");

        sakura.write("配信再開");
        calls.connection().drained();
        sent("三", Map.of("lists", List.of(list)), 2, 0);
        assertThat(news(sakura)).containsExactly("三");
    }

    /** Opt-out is checked as the audience is read, once. */
    @Test
    void whoStopsThemAfterTheAudienceWasReadGetsThisOneAndNoOther() {
        var sakura = calls.connection().channel().newUser("さくら");
        sakura.follow();
        calls.connection().drained();
        var list = calls.list("A", List.of(calls.connection().contact(sakura).orElseThrow()));
        var id =
                calls.draft(Map.of("message", BroadcastCalls.message("一"), "audience", Map.of("lists", List.of(list))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "READY");
        sakura.write("配信停止");
        calls.connection().drained();
        assertThat(calls.connection().value(sakura, "line_opt_out")).isEqualTo("YES");
        assertThat(calls.reaches(id, "DONE").at("/counts/sent").asInt(0)).isEqualTo(1);
        sent("二", Map.of("lists", List.of(list)), 0, 1);
        assertThat(news(sakura)).containsExactly("一");
    }

    @Test
    void whoIsOptedOutInHubSpotIsLeftOutToo() {
        var people = calls.friends(2);
        var contacts =
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        calls.connection().portal().update(contacts.getFirst().id(), Map.of("line_opt_out", "YES"));
        sent("一", Map.of("lists", List.of(calls.list("A", contacts))), 1, 1);
        assertThat(BroadcastCalls.texts(people.getFirst())).isEmpty();
    }

    private void sent(String text, Map<String, Object> audience, int recipients, int optedOut) {
        var id = calls.draft(Map.of("message", BroadcastCalls.message(text), "audience", audience));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var counts = calls.reaches(id, "DONE").path("counts");
        assertThat(counts.path("sent").asInt(0)).isEqualTo(recipients);
        assertThat(counts.path("leftOut").path("optedOut").asInt(0)).isEqualTo(optedOut);
    }

    /** What came but for answers. */
    private static List<String> news(Friend friend) {
        return BroadcastCalls.texts(friend).stream()
                .filter(text -> !text.startsWith("配信を"))
                .toList();
    }
}

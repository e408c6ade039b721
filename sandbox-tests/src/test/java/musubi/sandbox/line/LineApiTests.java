package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import musubi.sandbox.http.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineApiTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 7);
    private final Channel channel = line.addChannel(ChannelOptions.named("Musubi Café"));
    private final Caller caller = new Caller(line.url(), channel.accessToken());

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void theBotInfoNamesTheAccount() {
        var info = caller.get("/v2/bot/info");

        assertThat(info.status()).isEqualTo(200);
        assertThat(info.json().path("userId").asString())
                .isEqualTo(channel.botUserId())
                .matches("U[0-9a-f]{32}");
        assertThat(info.json().path("basicId").asString()).startsWith("@");
        assertThat(info.json().path("displayName").asString()).isEqualTo("Musubi Café");
    }

    @Test
    void everyAnswerHasARequestId() {
        assertThat(caller.get("/v2/bot/info").header("x-line-request-id")).isNotBlank();
        assertThat(caller.get("/nowhere").header("x-line-request-id")).isNotBlank();
        assertThat(new Caller(line.url(), "wrong").get("/v2/bot/info").header("x-line-request-id"))
                .isNotBlank();
    }

    @Test
    void pathsAreTakenToTheLetter() {
        for (var path : new String[] {"/v2/bot/info/", "/v2//bot/info", "//v2/bot/info", "/v2/bot/Info", "/v2/bot"}) {
            assertThat(caller.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(caller.post("/v2/bot/info", "{}").status()).isEqualTo(405);
    }

    @Test
    void aWrongTokenIsRefused() {
        assertThat(new Caller(line.url(), null).get("/v2/bot/info").status()).isEqualTo(401);
        var wrong = new Caller(line.url(), "wrong").get("/v2/bot/info");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("message").asString())
                .startsWith("Authentication failed due to the following reason: ");
    }

    @Test
    void aRevokedTokenIsRefusedAndANewOneWorks() {
        channel.revokeAccessToken();
        assertThat(caller.get("/v2/bot/info").status()).isEqualTo(401);

        var renewed = new Caller(line.url(), channel.issueAccessToken());

        assertThat(renewed.get("/v2/bot/info").status()).isEqualTo(200);
        assertThat(caller.get("/v2/bot/info").status()).isEqualTo(401);
    }

    @Test
    void sizeAndMediaTypeAreChecked() {
        var path = "/v2/bot/channel/webhook/endpoint";
        assertThat(caller.put(path, "{\"endpoint\":\"" + "x".repeat(2_100_000) + "\"}")
                        .status())
                .isEqualTo(413);
        var wrongType = caller.send("PUT", path, "endpoint=x", "text/plain");
        assertThat(wrongType.status()).isEqualTo(415);
        assertThat(wrongType.json().path("message").asString())
                .isEqualTo("The content type, text/plain, is not supported");
        var noJson = caller.put(path, "{\"endpoint\":");
        assertThat(noJson.status()).isEqualTo(400);
        assertThat(noJson.json().path("message").asString())
                .startsWith("The request body could not be parsed as JSON (line: 1, column:");
    }

    @Test
    void aProfileIsThereForFriendsAndForPeopleWhoWrote() {
        var friend = channel.newUser(UserOptions.named("花子").pictureUrl("https://profile.line-scdn.net/0h"));
        var path = "/v2/bot/profile/" + friend.userId();
        assertThat(caller.get(path).status()).as("not a friend").isEqualTo(404);

        friend.write("hello");
        assertThat(caller.get(path).status()).as("wrote").isEqualTo(200);
        friend.follow();
        assertThat(caller.get(path).json().path("displayName").asString()).isEqualTo("花子");
        assertThat(caller.get(path).json().path("language").asString()).isEqualTo("ja");
        friend.block();
        assertThat(caller.get(path).status()).as("blocks").isEqualTo(404);
        friend.unblock();
        assertThat(caller.get(path).status()).as("unblocked").isEqualTo(200);
        friend.noConsent(true);
        assertThat(caller.get(path).status()).as("no consent").isEqualTo(404);
        assertThat(caller.get(path).text()).isEqualTo("{\"message\":\"Not found\"}");
    }

    @Test
    void aProfileLeavesOutWhatThereIsNot() {
        var friend = channel.newUser(UserOptions.named("Ken").language(null));
        friend.follow();

        var profile = caller.get("/v2/bot/profile/" + friend.userId()).json();

        assertThat(profile.propertyNames()).containsExactlyInAnyOrder("displayName", "userId");
    }

    @Test
    void aMalformedUserIdIs400() {
        for (var userId : new String[] {"U123", "u" + "0".repeat(32), "U" + "G".repeat(32), "U" + "0".repeat(33)}) {
            var profile = caller.get("/v2/bot/profile/" + userId);
            assertThat(profile.status()).as(userId).isEqualTo(400);
            assertThat(profile.json().path("message").asString())
                    .isEqualTo("The value for the 'userId' parameter is invalid");
        }
    }

    @Test
    void followersComeInPagesThatMayBeShort() {
        var expected = new LinkedHashSet<String>();
        for (var friend : channel.crowd(950)) {
            expected.add(friend.userId());
        }
        var blocking = channel.users().get(3);
        blocking.block();
        expected.remove(blocking.userId());

        var seen = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        var path = "/v2/bot/followers/ids?limit=200";
        var next = "";
        do {
            var page = caller.get(path + next).json();
            page.path("userIds").forEach(userId -> seen.add(userId.asString()));
            sizes.add(page.path("userIds").size());
            next = page.has("next") ? "&start=" + page.path("next").asString() : "";
        } while (!next.isEmpty());

        assertThat(seen).containsExactlyElementsOf(expected);
        assertThat(sizes).allMatch(size -> size <= 200);
        assertThat(sizes.subList(0, sizes.size() - 1))
                .as("short pages with next")
                .anyMatch(size -> size < 200);
    }

    @Test
    void aContinuationTokenExpiresAfterADay() {
        channel.crowd(10);
        var next =
                caller.get("/v2/bot/followers/ids?limit=4").json().path("next").asString();

        clock.advance(Duration.ofHours(23));
        assertThat(caller.get("/v2/bot/followers/ids?limit=4&start=" + next).status())
                .isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        var late = caller.get("/v2/bot/followers/ids?limit=4&start=" + next);

        assertThat(late.status()).isEqualTo(400);
        assertThat(late.json().path("message").asString()).isEqualTo("Invalid start param");
        assertThat(caller.get("/v2/bot/followers/ids?start=nonsense").status()).isEqualTo(400);
        assertThat(caller.get("/v2/bot/followers/ids?limit=1001").status()).isEqualTo(400);
    }

    @Test
    void anUnverifiedAccountMayNotListItsFollowers() {
        channel.verified(false);

        var refused = caller.get("/v2/bot/followers/ids");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("message").asString())
                .isEqualTo("Access to this API is not available for your account");
    }

    @Test
    void theWebhookEndpointMustBeHttps() {
        var path = "/v2/bot/channel/webhook/endpoint";
        assertThat(caller.get(path).status()).isEqualTo(404);
        for (var url : new String[] {
            "http://localhost/x", "localhost", "", "https://", "https://a b/", "https://x/" + "y".repeat(500)
        }) {
            var refused = caller.put(path, "{\"endpoint\":\"" + url + "\"}");
            assertThat(refused.status()).as(url).isEqualTo(400);
            assertThat(refused.json().path("message").asString()).isEqualTo("Invalid webhook endpoint URL");
        }

        var set = caller.put(path, "{\"endpoint\":\"https://musubi.example/webhooks/line/1\"}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.text()).isEqualTo("{}");
        assertThat(caller.get(path).json().path("endpoint").asString())
                .isEqualTo("https://musubi.example/webhooks/line/1");
        channel.useWebhook(false);
        assertThat(caller.get(path).json().path("active").asBoolean()).isFalse();
    }

    @Test
    void theRateLimitIsATokenBucketPerChannelAndEndpoint() {
        channel.newUser("a").follow();
        var path = "/v2/bot/channel/webhook/endpoint";
        channel.webhookEndpoint("https://musubi.example/");
        for (var call = 0; call < 1_000; call++) {
            assertThat(caller.get(path).status()).isEqualTo(200);
        }
        var refused = caller.get(path);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("message").asString())
                .isEqualTo("The API rate limit has been exceeded. Try again later.");
        assertThat(caller.get("/v2/bot/info").status()).as("another endpoint").isEqualTo(200);
        var other = line.addChannel(ChannelOptions.named("Other"));
        other.webhookEndpoint("https://musubi.example/");
        assertThat(new Caller(line.url(), other.accessToken()).get(path).status())
                .as("another channel")
                .isEqualTo(200);
        clock.advance(Duration.ofMillis(120));
        assertThat(caller.get(path).status()).as("two tokens came back").isEqualTo(200);
        assertThat(caller.get(path).status()).isEqualTo(200);
        assertThat(caller.get(path).status()).isEqualTo(429);
        channel.rateLimits(false);
        assertThat(caller.get(path).status()).isEqualTo(200);
    }

    @Test
    void theNumberOfFriendsIsThatOfADayThatHasEnded() {
        channel.newUser("a").follow();
        var blocking = channel.newUser("b");
        blocking.follow();
        blocking.block();
        var path = "/v2/bot/insight/followers?date=";

        var count = caller.get(path + "20200101").json();
        assertThat(count.path("status").asString()).isEqualTo("ready");
        assertThat(count.path("followers").asLong()).isEqualTo(2);
        assertThat(count.path("blocks").asLong()).isEqualTo(1);
        assertThat(caller.get(path + "29990101").json().path("status").asString())
                .isEqualTo("unready");
        assertThat(caller.get(path + "20150101").json().path("status").asString())
                .isEqualTo("out_of_service");
        assertThat(caller.get(path + "20200231x").status()).isEqualTo(400);
    }

    @Test
    void aGroupHasItsNameAndItsPeople() {
        var group = channel.newGroup("家族");
        var friend = channel.newUser("Mai");
        friend.writeIn(group, "こんにちは");

        assertThat(caller.get("/v2/bot/group/" + group.id() + "/summary")
                        .json()
                        .path("groupName")
                        .asString())
                .isEqualTo("家族");
        assertThat(caller.get("/v2/bot/group/%s/member/%s".formatted(group.id(), friend.userId()))
                        .json()
                        .path("displayName")
                        .asString())
                .isEqualTo("Mai");
        assertThat(caller.get("/v2/bot/group/" + group.id() + "/members/count").text())
                .isEqualTo("{\"count\":1}");
        assertThat(caller.get("/v2/bot/group/" + group.id() + "/members/ids")
                        .json()
                        .path("memberIds")
                        .size())
                .isEqualTo(1);
        assertThat(caller.get("/v2/bot/group/C123/summary").status()).isEqualTo(400);
        assertThat(caller.get("/v2/bot/group/C" + "0".repeat(32) + "/summary").status())
                .isEqualTo(404);
    }

    @Test
    void callsAreCountedByEndpointAndStatus() {
        caller.get("/v2/bot/info");
        caller.get("/v2/bot/info");
        caller.get("/v2/bot/profile/U1");

        assertThat(line.traffic().counts())
                .containsEntry("GET /v2/bot/info 200", 2L)
                .containsEntry("GET /v2/bot/profile/{userId} 400", 1L);
        assertThat(line.traffic().calls("GET /v2/bot/info")).isEqualTo(2);
        assertThat(channel.traffic().counts()).isEqualTo(line.traffic().counts());
        assertThat(line.addChannel(ChannelOptions.named("Other")).traffic().counts())
                .isEmpty();
    }
}

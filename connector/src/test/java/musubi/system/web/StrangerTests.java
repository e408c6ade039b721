package musubi.system.web;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.system.PictureSources;
import musubi.system.RateLimit;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What strangers may ask for again and again. */
class StrangerTests {

    private static final List<String> OPEN = List.of(
            "/login",
            "/setup/x",
            "/invite/x",
            "/link/x",
            "/link/x/callback",
            "/login/oidc",
            "/hubspot/install/x",
            "/hubspot/callback",
            "/t/x",
            "/o/x",
            "/m/x/original",
            "/actuator/health");

    private static final String EMAIL = "many@example.com";
    private static final String PASSWORD = "long enough to be taken";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(
            "musubi.web.pages-in-a-row",
            "20",
            "musubi.web.pages-a-second",
            "5",
            "musubi.session.in-all",
            "2",
            "musubi.admin.email",
            EMAIL,
            "musubi.admin.password",
            PASSWORD));

    @Test
    void allOpenPagesShareABoundForEachAddress() {
        var stranger = ConsoleSession.at(WORLD.url());
        // all at once: one after the other they may be slower than what is allowed
        var answers = new ConcurrentLinkedQueue<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 60)
                    .forEach(time -> threads.execute(
                            () -> answers.add(ConsoleSession.at(WORLD.url()).get(OPEN.get(time % OPEN.size())))));
        }
        assertThat(answers).hasSize(60);
        var seen = answers.stream().map(HttpResponse::statusCode).collect(Collectors.toSet());
        var refused = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(seen).isSubsetOf(200, 302, 303, 400, 404, 406, 429);
        assertThat(refused.body()).contains("Wait a few seconds", "lang=\"en\"");
        assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        assertThat(refused.headers().map()).doesNotContainKey("set-cookie");
        assertThat(stranger.get("/assets/icon.svg").statusCode())
                .as("what costs nothing")
                .isEqualTo(200);
    }

    @Test
    void whereTooManyAreSignedInWhoDidNothingForTheLongestSignsInAgain() {
        var sessions = Stream.generate(() -> ConsoleSession.at(WORLD.url()))
                .limit(3)
                .peek(session -> eventually(
                        "may sign in", () -> session.signIn(EMAIL, PASSWORD).equals("/")))
                .toList();
        assertThat(sessions.getFirst().get("/").statusCode()).isEqualTo(302);
        assertThat(sessions.get(1).get("/").statusCode()).isEqualTo(200);
        assertThat(sessions.getLast().get("/").statusCode()).isEqualTo(200);
        assertThat(WORLD.sessions()).isEqualTo(2);
    }

    @Test
    void unlessSomebodySaysSoOnlyThisAddressOfTheMachineIsListenedTo() {
        assertThatThrownBy(() -> new Socket("127.0.0.2", WORLD.url().getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void picturesComeFromLineOrFromUs() {
        assertThat(ConsoleSession.at(WORLD.url())
                        .get("/nothing")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("img-src 'self' data: https://*.line-scdn.net;");
        assertThat(List.of("https://profile.line-scdn.net/0h", "https://obs.line-scdn.net/0h"))
                .allMatch(PictureSources::mayShow);
        assertThat(List.of(
                        "http://profile.line-scdn.net/0h",
                        "https://line-scdn.net.evil.example/",
                        "https://evil-line-scdn.net/",
                        "https://profile.line-scdn.net:8443/",
                        "https://evil.example/a.line-scdn.net",
                        "javascript:a",
                        "no address"))
                .noneMatch(PictureSources::mayShow);
    }

    @Test
    void addressesThatComeWithoutEndAreForgotten() {
        var limit = new RateLimit(1, 1, Duration.ofHours(1), 10);
        IntStream.range(0, 1_000)
                .forEach(each -> assertThat(limit.take("192.0.2." + each)).isTrue());
        assertThat(limit.remembered()).isEqualTo(10);
        assertThat(limit.take("192.0.2.999")).isFalse();
        limit.forget("192.0.2.999");
        assertThat(limit.take("192.0.2.999")).isTrue();
    }

    @Test
    void whoHasOneAddressOfANetworkHasThemAll() {
        assertThat(RateLimit.key("2001:db8::1")).isEqualTo(RateLimit.key("2001:db8:0:0:ffff::2"));
        assertThat(Set.of(RateLimit.key("2001:db8:0:1::1"), RateLimit.key("192.0.2.1"), RateLimit.key("192.0.2.2")))
                .hasSize(3)
                .doesNotContain(RateLimit.key("2001:db8::1"));
        assertThat(RateLimit.key("no address")).isEmpty();
    }
}

package musubi.console.broadcasts;

import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.broadcast.BroadcastCalls;
import musubi.console.layout.ConsolePage;
import musubi.testing.BrowserWorld;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each page and each form of broadcasts and saved messages, as they are mapped, tried by those who may not use it. */
class BroadcastAccessTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final String SECRET = "社外秘";

    /** What whoever sees the connection may look at. */
    private static final Set<String> OF_VIEWERS = Set.of(
            "/connections/{id}/broadcasts",
            "/connections/{id}/broadcasts/compare",
            "/connections/{id}/broadcasts/compare.csv",
            "/broadcasts/{broadcastId}",
            "/broadcasts/{broadcastId}/report",
            "/broadcasts/{broadcastId}/report.csv",
            "/broadcasts/{broadcastId}/clickers",
            "/broadcasts/{broadcastId}/now",
            "/broadcasts/{broadcastId}/preview",
            "/broadcasts/{broadcastId}/audience",
            "/broadcasts/{broadcastId}/outlook");

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private final String broadcast = calls.draft(Map.of(
            "title",
            SECRET,
            "message",
            BroadcastCalls.message(SECRET),
            "audience",
            Map.of("lists", List.of(calls.list(SECRET, List.of())))));
    private final String message = json(WORLD.api(
                    "POST",
                    "/api/connections/" + calls.connection().id() + "/messages",
                    Map.of("name", SECRET, "bubbles", List.of(Map.of("type", "text", "text", SECRET)))))
            .path("id")
            .asString("");

    private record Route(String method, String pattern) {

        /** An upload takes no other body. */
        Map<String, String> headers() {
            return pattern.endsWith("/stream") ? Map.of("Content-Type", "multipart/form-data; boundary=a") : Map.of();
        }
    }

    private static List<Route> routes() {
        var found = WORLD.context().getBeansOfType(HandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping instanceof RequestMappingHandlerMapping routes
                        ? routes.getHandlerMethods().entrySet().stream()
                        : Stream.of())
                .filter(route ->
                        AnnotatedElementUtils.hasAnnotation(route.getValue().getBeanType(), ConsolePage.class))
                .flatMap(route -> route.getKey().getPatternValues().stream()
                        .flatMap(pattern -> route.getKey().getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .map(method -> new Route(method, pattern))))
                .filter(route -> route.pattern().contains("/broadcasts")
                        || route.pattern().contains("/messages"))
                .toList();
        assertThat(found)
                .contains(
                        new Route("POST", "/broadcasts/{broadcastId}/time"),
                        new Route("GET", "/broadcasts/{broadcastId}/edit"),
                        new Route("POST", "/connections/{id}/messages/{messageId}"));
        return found;
    }

    private String path(Route route) {
        return route.pattern()
                .replace("{id}", calls.connection().id())
                .replace("{broadcastId}", broadcast)
                .replace("{messageId}", message)
                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
    }

    private static ConsoleSession session(Scope scope) {
        var email = UUID.randomUUID() + "@example.com";
        WORLD.bean(People.class).create(email, "Somebody", BrowserWorld.PASSWORD, scope, Language.JA);
        var session = ConsoleSession.at(WORLD.url());
        assertThat(session.signIn(email, BrowserWorld.PASSWORD)).endsWith("/");
        return session;
    }

    private static Scope only(Role role, String connection) {
        return new Scope(role, false, Set.of(UUID.fromString(connection)));
    }

    private String state() {
        return calls.get(broadcast)
                + WORLD.api("GET", "/api/messages/" + message, null).body();
    }

    @Test
    void aNeighbourAStrangerAndAViewerChangeNothingAndSeeNoMoreThanTheyMay() {
        var before = state();
        var neighbour = session(only(Role.OPERATOR, WORLD.connect().id()));
        var viewer = session(only(Role.VIEWER, calls.connection().id()));
        for (var route : routes()) {
            var path = path(route);
            var unknown = neighbour.send(route.method(), path, Map.of(), route.headers());
            assertThat(unknown.statusCode()).as("a neighbour, %s", route).isEqualTo(404);
            assertThat(unknown.body()).as("a neighbour, %s", route).doesNotContain(SECRET);

            var stranger = ConsoleSession.at(WORLD.url()).send(route.method(), path, Map.of());
            assertThat(stranger.statusCode()).as("a stranger, %s", route).isIn(302, 303, 401);
            assertThat(stranger.body()).as("a stranger, %s", route).doesNotContain(SECRET);

            var seen = viewer.send(route.method(), path, Map.of()).statusCode();
            var may = route.method().equals("GET") && OF_VIEWERS.contains(route.pattern());
            assertThat(seen).as("a viewer, %s", route).isEqualTo(may ? 200 : 403);
        }
        assertThat(state()).isEqualTo(before);
    }

    /** The token of the form is missing, as when another site sends it. */
    @Test
    void anOperatorsBrowserSendsNothingForAnotherSite() {
        var before = state();
        var operator = session(only(Role.OPERATOR, calls.connection().id()));
        for (var route : routes()) {
            if (!route.method().equals("GET")) {
                var refused = operator.send(route.method(), path(route), Map.of(), Map.of("X-CSRF-TOKEN", "none"));
                assertThat(refused.statusCode()).as(route.toString()).isEqualTo(403);
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    /** Of another connection, whoever knows its id: it neither fills a form nor is shown. */
    @Test
    void noOtherConnectionsBroadcastOrMessageIsTheBeginningOfOne() {
        var other = WORLD.connect();
        var operator = session(only(Role.OPERATOR, other.id()));
        for (var query : List.of("of=" + broadcast, "message=" + message)) {
            var form = operator.get("/connections/" + other.id() + "/broadcasts/new?" + query);
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.body()).doesNotContain(SECRET);
        }
        var own = new BroadcastCalls(WORLD, other)
                .draft(Map.of("messageId", message, "audience", Map.of("allFriends", true)));
        for (var part : List.of("", "/preview", "/edit")) {
            assertThat(operator.get("/broadcasts/" + own + part).body())
                    .as(part)
                    .doesNotContain(SECRET);
        }
    }
}

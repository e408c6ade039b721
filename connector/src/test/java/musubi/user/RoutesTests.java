package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.standins.StandIns;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Walks every mapped route with every role and with nobody. */
class RoutesTests {

    private static final String PASSWORD = "long enough to be taken";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.start(Map.of(), Clock.systemUTC(), RoutesTests::withSandbox);

    private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);
    private static final Map<Role, ConsoleSession> SESSIONS = new EnumMap<>(Role.class);

    private record Route(String method, String path) {

        boolean rest() {
            return path.startsWith("/api/") || path.startsWith("/actuator");
        }

        boolean open() {
            return Routes.least(method, path).isEmpty();
        }
    }

    private static void withSandbox(TestWorld world, GenericApplicationContext context) {
        context.registerBean(
                StandIns.class,
                () -> new StandIns(
                        world.line(),
                        world.line().addChannel(ChannelOptions.named("Café Musubi")),
                        world.hubspot().addPortal(PortalOptions.defaults())));
    }

    @BeforeAll
    static void peopleOfAllRoles() {
        for (var role : Role.values()) {
            TOKENS.put(role, WORLD.bean(ApiTokens.class).issue(role.name(), Scope.all(role), Optional.empty()));
            var email = role + "@example.com";
            WORLD.bean(People.class).create(email, role.name(), PASSWORD, Scope.all(role), Language.EN);
            var session = ConsoleSession.at(WORLD.url());
            assertThat(session.signIn(email, PASSWORD)).endsWith("/");
            SESSIONS.put(role, session);
        }
    }

    /** Ours, the actuator's, springdoc's, the sandbox's, and files. */
    private static List<Route> all() {
        return Optional.ofNullable(WORLD.bean(DispatcherServlet.class).getHandlerMappings()).orElse(List.of()).stream()
                .flatMap(mapping -> switch (mapping) {
                    case RequestMappingInfoHandlerMapping routes ->
                        routes.getHandlerMethods().keySet().stream().flatMap(RoutesTests::of);
                    case AbstractUrlHandlerMapping files ->
                        files.getHandlerMap().keySet().stream().map(pattern -> new Route("GET", address(pattern)));
                    default -> Stream.<Route>of();
                })
                .filter(route -> !route.path().startsWith("/webhooks/"))
                .distinct()
                .toList();
    }

    private static Stream<Route> of(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .flatMap(pattern -> (info.getMethodsCondition().getMethods().isEmpty()
                                ? Stream.of("GET")
                                : info.getMethodsCondition().getMethods().stream()
                                        .map(RequestMethod::name))
                        .map(method -> new Route(method, address(pattern))));
    }

    /** One that fits the pattern; of the friends in the sandbox, none. */
    private static String address(String pattern) {
        return pattern.replace("{number}", "0")
                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString())
                .replace("**", "any")
                .replace("*", "");
    }

    @Test
    void eachMappedRouteHasALineOfItsOwn() {
        assertThat(all())
                .extracting(Route::path)
                .contains("/actuator/prometheus", "/v3/api-docs", "/swagger-ui.html", "/sandbox", "/webjars/any");
        assertThat(all())
                // what stands at no other address is looked for among the files, by an admin
                .filteredOn(route -> !route.path().equals("/any"))
                .allMatch(route -> Routes.knows(route.method(), route.path()));
    }

    @Test
    void whoIsNobodyGetsOnlyWhatIsOpen() {
        for (var route : all()) {
            var answer = route.rest()
                    ? call(route, "").statusCode()
                    : ConsoleSession.at(WORLD.url())
                            .send(route.method(), route.path(), Map.of())
                            .statusCode();
            if (!route.open()) {
                assertThat(answer).as(route.toString()).isIn(route.rest() ? Set.of(401) : Set.of(302, 401));
            } else if (route.method().equals("GET")) {
                assertThat(answer).as(route.toString()).isNotIn(401, 403);
            }
        }
    }

    @Test
    void noAddressMakesASessionForAStranger() {
        var sessions = WORLD.sessions();
        var routes = new ArrayList<>(all());
        for (var path : List.of("/nothing", "/nothing/at/all?lang=en", "/link/x", "/hubspot/x", "/login/x", "/error")) {
            routes.add(new Route("GET", path));
            routes.add(new Route("POST", path));
            routes.add(new Route("PUT", path));
        }
        for (var route : routes) {
            var stranger = ConsoleSession.at(WORLD.url());
            for (var times = 0; times < 2; times++) {
                var cookies = stranger.send(route.method(), route.path(), Map.of())
                        .headers()
                        .allValues("Set-Cookie");
                assertThat(cookies).as(route.toString()).noneMatch(cookie -> cookie.startsWith("musubi-session"));
                if (!route.open() || !route.method().equals("GET")) {
                    assertThat(cookies).as(route.toString()).isEmpty();
                }
            }
        }
        assertThat(call(new Route("GET", "/nothing?lang=en"), "").headers().allValues("Set-Cookie"))
                .isEmpty();
        assertThat(WORLD.sessions()).isEqualTo(sessions);
    }

    @Test
    void lookingByHeadSetsNoCookie() {
        for (var route : all()) {
            if (route.method().equals("GET")) {
                var answer = ConsoleSession.at(WORLD.url()).send("HEAD", route.path(), Map.of());
                assertThat(answer.headers().allValues("Set-Cookie"))
                        .as(route.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void eachRoleGetsWhatTheTableSaysAndNothingMore() {
        for (var route : all()) {
            if (route.open()) {
                continue;
            }
            for (var role : Role.values()) {
                var allowed = Routes.least(route.method(), route.path())
                        .filter(role::includes)
                        .isPresent();
                var answer = route.rest()
                        ? call(route, TOKENS.getOrDefault(role, "")).statusCode()
                        : page(role)
                                .send(route.method(), route.path(), Map.of())
                                .statusCode();
                if (allowed) {
                    assertThat(answer).as(role + " " + route).isNotIn(401, 403);
                } else {
                    assertThat(answer).as(role + " " + route).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void whoSeesOneConnectionFindsNothingOfOthers() {
        var own = WORLD.connect();
        var other = WORLD.connect();
        var token = WORLD.bean(ApiTokens.class)
                .issue("one", new Scope(Role.OPERATOR, false, Set.of(UUID.fromString(own.id()))), Optional.empty());
        assertThat(call(new Route("GET", "/api/connections"), token).body())
                .contains(own.id())
                .doesNotContain(other.id());
        for (var path : List.of("", "/backlog", "/failures", "/friends", "/imports", "/link", "/links")) {
            assertThat(call(new Route("GET", "/api/connections/" + own.id() + path), token)
                            .statusCode())
                    .isIn(200, 503);
            assertThat(call(new Route("GET", "/api/connections/" + other.id() + path), token)
                            .statusCode())
                    .isEqualTo(404);
        }
        var link = TestWorld.json(WORLD.api("POST", "/api/connections/" + other.id() + "/links", Map.of("title", "a")))
                .path("id")
                .asString("");
        assertThat(call(new Route("GET", "/api/links/" + link), token).statusCode())
                .isEqualTo(404);
        assertThat(call(new Route("GET", "/actuator/prometheus"), token).statusCode())
                .isEqualTo(403);
    }

    private static ConsoleSession page(Role role) {
        return Optional.ofNullable(SESSIONS.get(role)).orElseThrow();
    }

    private static HttpResponse<String> call(Route route, String token) {
        var request = HttpRequest.newBuilder(WORLD.url().resolve(route.path()))
                .header("Content-Type", "application/json")
                .method(route.method(), BodyPublishers.noBody());
        return WORLD.send((token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build());
    }
}

package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.feature.Feature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;

/** Walks every mapped route with every role and with nobody. */
class RoutesTests {

    private static final String PASSWORD = "long enough to be taken";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.withSandbox();

    private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);
    private static final Map<Role, ConsoleSession> SESSIONS = new EnumMap<>(Role.class);

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

    private static List<MappedRoute> all() {
        return MappedRoute.all(WORLD);
    }

    @Test
    void eachMappedRouteHasALineOfItsOwn() {
        assertThat(all())
                .extracting(MappedRoute::path)
                .contains("/actuator/prometheus", "/v3/api-docs", "/swagger-ui.html", "/sandbox", "/webjars/any");
        assertThat(all())
                // what stands at no other address is looked for among the files, by an admin
                .filteredOn(route -> !route.path().equals("/any"))
                .allMatch(route -> routes().line(route.method(), route.path()).isPresent());
    }

    @Test
    void theLineOfEachRouteOfAFeatureIsDeclaredByTheFeatureOfItsPackage() {
        var features = WORLD.context().getBeansOfType(Feature.class).values();
        assertThat(all()).filteredOn(MappedRoute::ofAFeature).allSatisfy(route -> {
            var line = routes().line(route.method(), route.path()).orElseThrow();
            assertThat(features)
                    .filteredOn(feature -> feature.routes().contains(line))
                    .singleElement()
                    .satisfies(feature -> assertThat(route.module()).startsWith(feature.module()));
        });
    }

    @Test
    void noLineIsWithoutARoute() {
        var files = Stream.of("/assets/console.js", "/avatar.png");
        var used = Stream.concat(all().stream().map(MappedRoute::path), files)
                .flatMap(path -> Stream.of("GET", "POST").map(method -> routes().line(method, path)))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        assertThat(routes().table()).allMatch(used::contains);
    }

    /** With fewer, what comes after the first hundred addresses is not measured. */
    @Test
    void eachRouteIsMeasured() {
        assertThat(WORLD.bean(MetricsProperties.class).getWeb().getServer().getMaxUriTags())
                .isGreaterThan(2 * all().size());
    }

    /** The table of all features together, as {@code routes.txt} has it: who may read and who may change at each address. */
    @Test
    void theTableIsTheOneThatWasAgreedOn() throws IOException {
        var table = all().stream()
                .map(MappedRoute::pattern)
                // springdoc's own, with its version
                .filter(pattern -> !pattern.contains("*swagger-ui"))
                .sorted()
                .distinct()
                .map(pattern -> "%-62s %-9s %s".formatted(pattern, least("GET", pattern), least("POST", pattern)))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(Path.of("target/routes.txt"), table);
        assertThat(table).isEqualTo(Files.readString(Path.of("src/test/resources/routes.txt")));
    }

    private static String least(String method, String pattern) {
        return routes().least(method, MappedRoute.address(pattern))
                .map(Enum::name)
                .orElse("everybody");
    }

    private static Routes routes() {
        return WORLD.bean(Routes.class);
    }

    private static boolean open(MappedRoute route) {
        return routes().least(route.method(), route.path()).isEmpty();
    }

    @Test
    void whoIsNobodyGetsOnlyWhatIsOpen() {
        for (var route : all()) {
            var answer = route.rest()
                    ? call(route, "").statusCode()
                    : ConsoleSession.at(WORLD.url())
                            .send(route.method(), route.path(), Map.of())
                            .statusCode();
            if (!open(route)) {
                assertThat(answer)
                        .as(route.toString())
                        .isIn(route.rest() ? Set.of(401) : Set.of(route.method().equals("GET") ? 302 : 303, 401));
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
            routes.add(MappedRoute.at("GET", path));
            routes.add(MappedRoute.at("POST", path));
            routes.add(MappedRoute.at("PUT", path));
        }
        for (var route : routes) {
            var stranger = ConsoleSession.at(WORLD.url());
            for (var times = 0; times < 2; times++) {
                var cookies = stranger.send(route.method(), route.path(), Map.of())
                        .headers()
                        .allValues("Set-Cookie");
                assertThat(cookies).as(route.toString()).noneMatch(cookie -> cookie.startsWith("musubi-session"));
                if (!open(route) || !route.method().equals("GET")) {
                    assertThat(cookies).as(route.toString()).isEmpty();
                }
            }
        }
        assertThat(call(MappedRoute.at("GET", "/nothing?lang=en"), "").headers().allValues("Set-Cookie"))
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
            if (open(route)) {
                continue;
            }
            for (var role : Role.values()) {
                var allowed = routes().least(route.method(), route.path())
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
        assertThat(call(MappedRoute.at("GET", "/api/connections"), token).body())
                .contains(own.id())
                .doesNotContain(other.id());
        for (var path : List.of("", "/backlog", "/failures", "/friends", "/imports", "/link", "/links", "/messages")) {
            assertThat(call(MappedRoute.at("GET", "/api/connections/" + own.id() + path), token)
                            .statusCode())
                    .isIn(200, 503);
            assertThat(call(MappedRoute.at("GET", "/api/connections/" + other.id() + path), token)
                            .statusCode())
                    .isEqualTo(404);
        }
        var link = TestWorld.json(WORLD.api("POST", "/api/connections/" + other.id() + "/links", Map.of("title", "a")))
                .path("id")
                .asString("");
        assertThat(call(MappedRoute.at("GET", "/api/links/" + link), token).statusCode())
                .isEqualTo(404);
        assertThat(call(MappedRoute.at("GET", "/actuator/prometheus"), token).statusCode())
                .isEqualTo(403);
    }

    private static ConsoleSession page(Role role) {
        return Optional.ofNullable(SESSIONS.get(role)).orElseThrow();
    }

    private static HttpResponse<String> call(MappedRoute route, String token) {
        var request = HttpRequest.newBuilder(WORLD.url().resolve(route.path()))
                .header("Content-Type", "application/json")
                .method(route.method(), BodyPublishers.noBody());
        return WORLD.send((token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build());
    }
}

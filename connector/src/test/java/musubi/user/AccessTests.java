package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import musubi.inbox.migration.InboxMigrations;
import musubi.testing.ApplicationStarts;
import musubi.testing.CapturesOutput;
import musubi.testing.TestDatabase;
import musubi.user.feature.Feature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Alone: an application without our REST API changes what springdoc, in the same process, makes of the REST document of others. */
@Isolated
@CapturesOutput
class AccessTests {

    static final String TOKEN = "a-token-of-at-least-32-characters";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final ConfigurableApplicationContext CONTEXT = start();

    private final int port = Integer.parseInt(CONTEXT.getEnvironment().getRequiredProperty("local.server.port"));
    private final JsonMapper mapper = CONTEXT.getBean(JsonMapper.class);

    @Configuration(proxyBeanMethods = false)
    @Import(InboxMigrations.class)
    @EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
    @ComponentScan({"musubi.system", "musubi.user"})
    static class SystemWithSomeAddresses {

        @Bean
        static Feature textsOfErrors() {
            return Feature.of(AccessTests.class).texts("rest").build();
        }

        @RestController
        static class SomeAddresses {

            @GetMapping("/api/number/{number}")
            Map<String, Integer> number(@PathVariable int number) {
                return Map.of("number", number);
            }

            @GetMapping("/api/broken")
            Map<String, Integer> broken() {
                throw new IllegalStateException("what a friend wrote");
            }

            @GetMapping("/api/database-away")
            Map<String, Integer> databaseAway() {
                throw new CannotGetJdbcConnectionException("away");
            }

            @PostMapping("/webhooks/line/{connection}")
            Map<String, Integer> webhook(@PathVariable int connection) {
                return Map.of();
            }
        }
    }

    private static ConfigurableApplicationContext start() {
        var settings = new HashMap<>(DATABASE.properties());
        settings.put("server.port", "0");
        settings.put("musubi.api-token", TOKEN);
        settings.put("musubi.master-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        var application = new SpringApplicationBuilder(SystemWithSomeAddresses.class).registerShutdownHook(false);
        return ApplicationStarts.alone(() -> application.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new)));
    }

    /** Before its database goes. */
    @AfterAll
    static void end() {
        CONTEXT.close();
        CLIENT.close();
    }

    @Test
    void theTokenOpensTheApi() throws Exception {
        assertThat(get("/api/number/7", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus", "Bearer " + TOKEN).body()).contains("jvm_memory_used_bytes");
        assertThat(get("/v3/api-docs", "Bearer " + TOKEN).body()).contains("/api/number/{number}");
    }

    @Test
    void withoutTheRightTokenAllButHealthIsClosed() throws Exception {
        for (var path : new String[] {
            "/api/number/7", "/actuator/prometheus", "/actuator", "/v3/api-docs", "/v3/api-docs.yaml",
            "/swagger-ui/index.html", "/swagger-ui.html", "/", "/nothing", "/error"
        }) {
            for (var authorization : new String[] {"", "Bearer wrong", "Basic " + TOKEN, "Bearer " + TOKEN + "x"}) {
                var answer = get(path, authorization);
                assertProblem(answer, 401, "Bearer");
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            }
        }
    }

    @Test
    void healthIsOpenAndTellsNothingMore() throws Exception {
        for (var path : new String[] {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"}) {
            var answer = get(path, "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("PostgreSQL");
        }
    }

    @Test
    void webhooksPassWithoutTokenAndWithoutOurHeaders() throws Exception {
        var answer = CLIENT.send(
                request("/webhooks/line/1")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Frame-Options")).isEmpty();
    }

    @Test
    void answersAreNeitherFramedNorGuessed() throws Exception {
        var headers = get("/api/number/7", "Bearer " + TOKEN).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void everyErrorIsAProblemDocument() throws Exception {
        assertProblem(get("/api/nothing", "Bearer " + TOKEN), 404, "");
        assertProblem(get("/api/number/seven", "Bearer " + TOKEN), 400, "");
        assertProblem(get("/api/database-away", "Bearer " + TOKEN), 503, "Try again");
        assertProblem(
                CLIENT.send(
                        request("/api/number/7")
                                .header("Authorization", "Bearer " + TOKEN)
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.ofString()),
                405,
                "");
    }

    @Test
    void anUncaughtExceptionIsLoggedByItsPlaceAndNotByItsWords(CapturedOutput output) throws Exception {
        var answer = get("/api/broken", "Bearer " + TOKEN);
        assertProblem(answer, 500, "see its log");
        assertThat(answer.body()).doesNotContain("friend wrote");
        assertThat(output.getAll())
                .contains("java.lang.IllegalStateException at musubi.user.AccessTests")
                .doesNotContain("friend wrote");
    }

    @Test
    void alsoWhatTomcatRefusesIsAProblemDocument() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .doesNotContain("Tomcat");
        }
    }

    private void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.uri().getPath()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(answer.uri().getPath())
                .startsWith("application/problem+json");
        var problem = mapper.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank().contains(detail);
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        var request = request(path).GET();
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}

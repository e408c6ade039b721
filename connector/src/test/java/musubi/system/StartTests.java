package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import musubi.inbox.migration.InboxMigrations;
import musubi.testing.ApplicationStarts;
import musubi.testing.CapturesOutput;
import musubi.testing.ConnectorProcess;
import musubi.testing.CountsBugs;
import musubi.testing.TestDatabase;
import musubi.testing.Waits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** This module alone, started as Musubi is. */
@CapturesOutput
@CountsBugs
class StartTests {

    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @RegisterExtension
    static final TestDatabase OUTSIDE = TestDatabase.create();

    @TempDir
    Path temporary;

    private Path data;

    @BeforeEach
    void layDataDirectory() {
        data = ConnectorProcess.dataDirectory(temporary.resolve("data"));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(InboxMigrations.class)
    @EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
    @ComponentScan("musubi.system")
    static class SystemAlone {}

    @Test
    void theEmbeddedDatabaseComesAndGoesWithTheApplication(CapturedOutput output) throws Exception {
        try (var application = start("--musubi.data-dir=" + data)) {
            var address = application.getBean(PublicAddress.class).local();
            assertThat(output.getOut().lines()).contains("Musubi is ready at " + address);
            assertThat(get(address.resolve("/actuator/health/readiness"))).isEqualTo(200);
            assertThat(application
                            .getBean(JdbcClient.class)
                            .sql("SHOW fsync")
                            .query(String.class)
                            .single())
                    .isEqualTo("on");
            assertThat(data.resolve("database.properties")).exists();
            assertThat(data.resolve("master.key")).exists();
        }
        assertThat(data.resolve("database.properties")).doesNotExist();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(errors(output)).isEmpty();
    }

    @Test
    void aSecondOneOnTheSameDataIsRefusedInTwoSentences(CapturedOutput output) {
        var argument = "--musubi.data-dir=" + data;
        try (var first = start(argument)) {
            assertThat(first.isRunning()).isTrue();
            assertThatThrownBy(() -> start(argument)).hasRootCauseInstanceOf(StartFailure.class);
        }
        assertThat(errors(output).lines().toList())
                .satisfiesExactly(
                        what -> assertThat(what).startsWith("Musubi could not start. Another Musubi (process "),
                        action -> assertThat(action).startsWith("Stop it first"));
        assertThat(output.getOut()).doesNotContain("StartFailure", "Application run failed");
    }

    @Test
    void withADatabaseOfOnesOwnNoneIsStarted() {
        try (var application = start(outside("--musubi.data-dir=" + data, "--musubi.master-key=" + MASTER_KEY))) {
            assertThat(application
                            .getBean(JdbcClient.class)
                            .sql("SELECT current_database()")
                            .query(String.class)
                            .single())
                    .startsWith("test_");
            assertThat(application.getBean(MasterKey.class).bytes()).isEqualTo(new byte[32]);
            assertThat(data.resolve("postgres")).doesNotExist();
            assertThat(data.resolve("master.key")).doesNotExist();
        }
    }

    @Test
    void withADatabaseOfOnesOwnTheMasterKeyMustBeGiven(CapturedOutput output) {
        assertThatThrownBy(() -> start(outside())).hasRootCauseInstanceOf(StartFailure.class);
        assertThat(errors(output)).contains("the master key must be given", "openssl rand -base64 32");
    }

    @Test
    void aDatabaseThatIsNotThereIsToldInASentence(CapturedOutput output) {
        assertThatThrownBy(() -> start(
                        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/musubi",
                        "--musubi.master-key=" + MASTER_KEY))
                .isInstanceOf(Exception.class);
        assertThat(errors(output))
                .contains("The database cannot be used: Connection to 127.0.0.1:1 refused")
                .contains("spring.datasource.url")
                .doesNotContain("\tat org.springframework", "\tat musubi");
    }

    @Test
    void whatEndsAThreadIsToldWithoutItsMessage(CapturedOutput output) {
        try (var application = start("--musubi.data-dir=" + data)) {
            assertThat(application.isRunning()).isTrue();
            // while another one starts, what is logged in this process gets lost
            assertThat(ApplicationStarts.alone(StartTests::endAThread)).isTrue();
        }
        assertThat(errors(output)).isEmpty();
        assertThat(output.getOut())
                .contains("thread has ended by an unexpected failure", "OfThisTestException")
                .doesNotContain("what a friend wrote", "continues");
    }

    /** What repeats is not logged each time, and other tests end threads as well. */
    private static final class OfThisTestException extends RuntimeException {
        OfThisTestException() {
            super("what a friend wrote");
        }
    }

    private static boolean endAThread() {
        var thread = Thread.ofPlatform().start(() -> {
            throw new OfThisTestException();
        });
        try {
            return thread.join(Waits.TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aShortTokenIsToldInASentence(CapturedOutput output) {
        assertThatThrownBy(() -> start(outside("--musubi.master-key=" + MASTER_KEY, "--musubi.api-token=short")))
                .isInstanceOf(Exception.class);
        assertThat(errors(output))
                .startsWith("Musubi could not start. musubi.api-token has 5 characters (expected: at least 32).");
    }

    @Test
    void aPortThatIsNoneIsToldInASentence(CapturedOutput output) {
        for (var port : List.of("70000", "-5", "http")) {
            var arguments = outside("--musubi.master-key=" + MASTER_KEY, "--server.port=" + port);
            assertThatThrownBy(() -> ApplicationStarts.alone(() -> SpringApplication.run(SystemAlone.class, arguments)))
                    .isInstanceOf(Exception.class);
            assertThat(errors(output).lines())
                    .contains("Musubi could not start. server.port is " + port
                            + " (expected: a whole number from 0 to 65535).");
        }
        // what other tests log meanwhile goes to the standard output, and may well have a stack
        assertThat(output.getErr()).doesNotContain("\tat org.springframework", "\tat musubi");
        assertThat(output.getOut()).doesNotContain("StartFailure", "Application run failed");
    }

    private static String[] outside(String... more) {
        var arguments = new ArrayList<>(List.of(more));
        OUTSIDE.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }

    /** Without what the log says while an application of another test sets it up anew. */
    private static String errors(CapturedOutput output) {
        return output.getErr()
                .lines()
                .filter(line -> !line.contains("|-WARN in Logger["))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        var all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--server.port=0";
        return ApplicationStarts.alone(() -> SpringApplication.run(SystemAlone.class, all));
    }

    private static int get(URI address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}

package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.testing.CapturesOutput;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;

/** {@code bin/musubi reset-password}, beside a Musubi that runs. */
@CapturesOutput
class ResetPasswordTests {

    private static final String PASSWORD = "long enough to be taken";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    @TempDir
    Path data;

    private final People people = WORLD.bean(People.class);

    private Person person(String email) {
        return people.create(email, email, PASSWORD, Scope.all(Role.ADMIN), Language.EN);
    }

    private static int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        WORLD.database().properties().forEach((name, value) -> all.add("--" + name + "=" + value));
        all.add("--musubi.public-base-url=" + WORLD.url());
        return ResetPassword.run(all.toArray(String[]::new));
    }

    /** What the command says; an application beside that logs while the command sets up the log makes Logback speak of itself. */
    private static List<String> errors(CapturedOutput output) {
        return output.getErr()
                .lines()
                .filter(line -> !line.matches("\\d\\d:\\d\\d:\\d\\d,\\d+ \\|-.*"))
                .toList();
    }

    private static URI link(CapturedOutput output) {
        var line = output.getOut()
                .lines()
                .filter(each -> each.startsWith("A new password for "))
                .findFirst()
                .orElseThrow();
        return URI.create(line.replaceAll(".* at ", ""));
    }

    @Test
    void theLinkSetsANewPasswordAndSignsIn(CapturedOutput output) {
        var person = person("forgot@example.com");
        var former = ConsoleSession.at(WORLD.url());
        former.signIn(person.email(), PASSWORD);
        assertThat(run("Forgot@example.com")).isZero();
        assertThat(former.get("/").statusCode()).isEqualTo(200);
        var session = ConsoleSession.at(WORLD.url());
        session.get(link(output).getPath());
        assertThat(session.post(link(output).getPath(), Map.of("password", "password1234"))
                        .body())
                .contains("This is a common password");
        assertThat(session.post(link(output).getPath(), Map.of("password", "a new one, long enough"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(session.get("/").statusCode()).isEqualTo(200);
        assertThat(former.get("/").statusCode()).isEqualTo(302);
        assertThat(WORLD.bean(AuditLog.class).page(Long.MAX_VALUE, 20))
                .extracting(AuditEntry::action)
                .contains("person.resetLink", "person.reset");
        assertThat(errors(output)).isEmpty();
    }

    @Test
    void theEmbeddedDatabaseIsFoundByItsProperties(CapturedOutput output) throws Exception {
        person("embedded@example.com");
        var url = URI.create(WORLD.database().url().substring("jdbc:".length()));
        Files.writeString(data.resolve("database.properties"), """
                host=%s
                port=%d
                database=%s
                username=%s
                password=%s
                """.formatted(
                        url.getHost(),
                        url.getPort(),
                        url.getPath().substring(1),
                        WORLD.database().username(),
                        WORLD.database().password()));
        assertThat(ResetPassword.run("embedded@example.com", "--musubi.data-dir=" + data, "--server.port=9000"))
                .isZero();
        assertThat(link(output).toString()).startsWith("http://localhost:9000/reset/");
        // no server of its own
        assertThat(data.resolve("postgres")).doesNotExist();
    }

    @Test
    void whatStandsInTheWayIsToldAndTheStatusIsOne(CapturedOutput output) {
        assertThat(run("nobody@example.com")).isEqualTo(1);
        person("admin@example.com");
        people.disable(person("resting@example.com").id(), true);
        assertThat(run("resting@example.com")).isEqualTo(1);
        assertThat(run()).isEqualTo(1);
        assertThat(run("one@example.com", "two@example.com")).isEqualTo(1);
        assertThat(run("admin@example.com", "--musubi.password-login=false")).isEqualTo(1);
        assertThat(ResetPassword.run("admin@example.com", "--musubi.data-dir=" + data))
                .isEqualTo(1);
        assertThat(ResetPassword.run(
                        "admin@example.com", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/musubi"))
                .isEqualTo(1);
        assertThat(errors(output))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("There is nobody with the address nobody@example.com"),
                        line -> assertThat(line).startsWith("resting@example.com is disabled."),
                        line -> assertThat(line).startsWith("Usage: "),
                        line -> assertThat(line).startsWith("Usage: "),
                        line -> assertThat(line).startsWith("musubi.password-login is false"),
                        line -> assertThat(line).startsWith("No Musubi is running on " + data),
                        line -> assertThat(line).startsWith("The database cannot be reached."));
        assertThat(output.getOut()).doesNotContain("/reset/");
    }
}

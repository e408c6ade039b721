package musubi.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * HubSpot's and LINE's own clients for Node.js run against the stand-ins. The calls are in
 * {@code src/test/node}; it is run from a copy, so that nothing is written among the sources.
 */
@Order(1)
class OfficialNodeClientsTests {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node-clients");
    private static final int OLDEST_NODE = 18;

    private static boolean nodeIsThere;

    private record Ran(int status, String output) {}

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().seed(23));

    /** The packages are installed once, and again when their versions change. */
    @BeforeAll
    static void install() throws Exception {
        nodeIsThere = nodeVersion() >= OLDEST_NODE;
        if (!nodeIsThere) {
            return;
        }
        var ran = run(
                Map.of(),
                Duration.ofMinutes(5),
                List.of(SOURCES.resolve("install").toAbsolutePath().toString()));
        assertThat(ran.status())
                .as("%s: %s", SOURCES.resolve("install"), ran.output())
                .isZero();
    }

    /** Before each, not before all: else the report would not even say that something was left out. */
    @BeforeEach
    void requireNode() {
        assumeTrue(
                nodeIsThere,
                "left out: no Node.js %d or newer with npm on the path (Debian: apt-get install nodejs npm)"
                        .formatted(OLDEST_NODE));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void hubSpotsClientReadsAndWritesContacts() throws Exception {
        script("hubspot-contacts.js");
    }

    @Test
    void hubSpotsClientReadsAndWritesAllElse() throws Exception {
        script("hubspot-schema.js");
    }

    @Test
    void hubSpotsValidatorAcceptsWhatTheStandInSigns() throws Exception {
        script("hubspot-webhooks.js");
    }

    @Test
    void linesClientTakesTheStandInForLine() throws Exception {
        script("line.js");
    }

    private void script(String name) throws Exception {
        var portal = sandbox.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
        var channel = sandbox.line().addChannel(ChannelOptions.named("Musubi"));
        var ran = run(
                Map.of(
                        "CONTROL_URL", sandbox.controlUrl().toString(),
                        "HUBSPOT_URL", sandbox.hubspot().url().toString(),
                        "HUBSPOT_PORTAL", "" + portal.id(),
                        "HUBSPOT_TOKEN", portal.accessToken(),
                        "LINE_URL", sandbox.line().url().toString(),
                        "LINE_CHANNEL_ID", channel.id(),
                        "LINE_CHANNEL_SECRET", channel.secret(),
                        "LINE_ACCESS_TOKEN", channel.accessToken()),
                Duration.ofMinutes(2),
                List.of("node", "--test-reporter=spec", name));

        assertThat(ran.status()).as("%s: %s", name, ran.output()).isZero();
        // a script without tests succeeds too
        assertThat(ran.output()).containsPattern("pass [1-9]");
    }

    /** The major version, or 0 when it or npm is not there. */
    private static int nodeVersion() throws Exception {
        try {
            Files.createDirectories(FOLDER);
            var npm = run(Map.of(), Duration.ofMinutes(1), List.of("npm", "--version"));
            var node = run(Map.of(), Duration.ofMinutes(1), List.of("node", "--version"));
            var version = node.output().strip();
            return npm.status() == 0 && version.matches("v[0-9]+\\..*")
                    ? Integer.parseInt(version.substring(1, version.indexOf('.')))
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static Ran run(Map<String, String> environment, Duration atMost, List<String> command) throws Exception {
        var output = Files.createTempFile(FOLDER, "output", ".log");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var ended = process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            return new Ran(ended ? process.exitValue() : -1, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}

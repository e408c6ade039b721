package musubi.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.programs.Balancer;
import org.jspecify.annotations.Nullable;

/** Two processes behind a balancer, each of which is started again when it was killed, as systemd would. */
final class SoakNodes implements AutoCloseable {

    private static final int NODES = 2;
    private static final int STARTS = 40;

    private final Path directory;
    private final List<String> settings;
    private final List<Integer> ports =
            IntStream.range(0, NODES).mapToObj(_ -> ConnectorProcess.freePort()).toList();
    private final @Nullable ConnectorProcess[] nodes = new ConnectorProcess[NODES];
    private final List<String> said = new ArrayList<>();
    private final Balancer balancer;

    SoakNodes(Path directory, SoakDatabase database, LineStandIn line, HubSpotStandIn hubspot) {
        this.directory = directory;
        this.settings = Stream.concat(
                        database.settings().stream(),
                        Stream.of(
                                "--musubi.line.api-base-url=" + line.url(),
                                "--musubi.hubspot.api-base-url=" + hubspot.url(),
                                "--musubi.master-key=bXVzdWJpIG11c3ViaSBtdXN1YmkgbXVzdWJpIG11c3U="))
                .toList();
        this.balancer = Balancer.start(directory.resolve("nginx"), ports);
        IntStream.range(0, NODES).forEach(this::start);
    }

    /** Where LINE reaches them. */
    URI url() {
        return balancer.url();
    }

    /** The REST API of one of them, which no balancer repeats. */
    ApiClient api() {
        return Objects.requireNonNull(nodes[0]).api();
    }

    /** SIGKILL. */
    void kill(int number) {
        var node = Objects.requireNonNull(nodes[number]);
        assertThat(node.isAlive()).as("nothing else ends a node").isTrue();
        node.kill();
        said.addAll(node.said());
    }

    /** Again and again, while the database is not there. */
    void start(int number) {
        for (var attempt = 1; ; attempt++) {
            try {
                nodes[number] = ConnectorProcess.start(directory.resolve("node" + number), ports.get(number), settings);
                return;
            } catch (AssertionError noDatabase) {
                if (attempt == STARTS) {
                    throw noDatabase;
                }
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    /** All that they wrote so far. */
    List<String> said() {
        var all = new ArrayList<>(said);
        for (var node : nodes) {
            all.addAll(Objects.requireNonNull(node).said());
        }
        return all;
    }

    @Override
    public void close() {
        for (var node : nodes) {
            if (node != null) {
                node.close();
            }
        }
        balancer.close();
    }
}

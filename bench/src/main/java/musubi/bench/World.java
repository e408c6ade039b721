package musubi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.http.Faults;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.workflow.Workflows;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import tools.jackson.databind.JsonNode;

/**
 * Musubi as a person starts it, in its own process, with a connection to the stand-ins. These run in this process,
 * together with the load generator.
 */
public final class World implements AutoCloseable {

    private static final String TOKEN = "for-the-bench-only-0123456789abcdef";

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), 7);
    private final HubSpotStandIn hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), 7);
    private final int port = freePort();
    private final List<String> settings;
    private final Map<String, String> environment;
    private final Channel channel;
    private final Portal portal;
    private final ApiClient api;
    private final String connection;
    private Program musubi;

    /** Starts everything, with an empty data directory. */
    public World() {
        this(List.of());
    }

    /** @param more additional settings */
    public World(List<String> more) {
        this(more, Map.of());
    }

    /**
     * The same.
     *
     * @param environment of Musubi's process
     */
    public World(List<String> more, Map<String, String> environment) {
        this.environment = environment;
        delete(dataDirectory());
        this.settings = new ArrayList<>(List.of(
                "--musubi.api-token=" + TOKEN,
                "--musubi.line.api-base-url=" + line.url(),
                "--musubi.hubspot.api-base-url=" + hubspot.url(),
                // otherwise LINE's limit of 2,000 a second would be measured
                "--musubi.line.requests-per-second=1000000"));
        settings.addAll(more);
        this.musubi = startMusubi(port, settings, environment);
        this.channel = line.addChannel(ChannelOptions.named("Bench"));
        channel.rateLimits(false);
        channel.useWebhook(false);
        this.portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
        portal.dailyLimit(Integer.MAX_VALUE);
        this.api = new ApiClient(URI.create("http://localhost:" + port), TOKEN);
        this.connection = api.connect(channel, portal);
    }

    /** Starts only Musubi, with its existing data directory. */
    static Program startMusubi(int port, List<String> settings) {
        return startMusubi(port, settings, Map.of());
    }

    private static Program startMusubi(int port, List<String> settings, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(root().resolve("bin/musubi").toString());
        command.add("--server.port=" + port);
        command.add("--musubi.data-dir=" + dataDirectory());
        command.addAll(settings);
        return Program.start(command, environment, "Musubi is ready");
    }

    /** Kills Musubi as the kernel would, and starts it again with the same data directory. */
    public void killAndStart() {
        musubi.kill();
        musubi = startMusubi(port, settings, environment);
    }

    /** Stops Musubi as SIGTERM does, and starts it again with the same data directory. */
    void restart() {
        musubi.close();
        musubi = startMusubi(port, settings, environment);
    }

    public int port() {
        return port;
    }

    public Program musubi() {
        return musubi;
    }

    public Channel channel() {
        return channel;
    }

    public Portal portal() {
        return portal;
    }

    /** What goes wrong with calls to LINE. */
    public Faults lineFaults() {
        return line.faults();
    }

    /** What goes wrong with calls to HubSpot. */
    public Faults hubspotFaults() {
        return hubspot.faults();
    }

    /** The workflows of the stand-in's portals. */
    public Workflows workflows() {
        return hubspot.workflows();
    }

    /** Musubi's REST API. */
    public ApiClient api() {
        return api;
    }

    /** The connection's id. */
    public String connection() {
        return connection;
    }

    /** Requests for the connection. */
    Requests requests() {
        return new Requests("/webhooks/line/" + connection, channel.botUserId(), channel.secret());
    }

    /** Lets HubSpot refuse the token from now on: events are received and wait. */
    void hold() {
        portal.revokeToken(portal.accessToken());
        tokens.forEach(portal::revokeToken);
    }

    private final List<String> tokens = new ArrayList<>();

    /** Sets a new token: the waiting events are applied. */
    void release() {
        var token = portal.addToken(PortalOptions.CONTACT_SCOPES);
        tokens.add(token);
        var _ = api.ok("PATCH", "/api/connections/" + connection, Map.of("hubspot", Map.of("accessToken", token)));
    }

    /** The number of events that are received and not yet in HubSpot. */
    long pending() {
        return api.ok("GET", "/api/connections/" + connection + "/backlog", null)
                .path("pending")
                .asLong();
    }

    /** Starts an import of all friends that LINE lists; returns the import's id. */
    String startImport() {
        return api.ok("POST", "/api/connections/" + connection + "/imports", Map.of("source", "followers"))
                .path("id")
                .asString();
    }

    /** The progress of an import, from the REST API. */
    JsonNode importState(String id) {
        return api.ok("GET", "/api/imports/" + id, null);
    }

    /** The size of all objects in the connector's heap now, including unreachable ones, MiB. */
    double heapMebibytes() {
        return api.call("GET", "/actuator/prometheus", null)
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / (1 << 20);
    }

    /** The project's root, as given by bin/bench. */
    public static Path root() {
        return Path.of(System.getProperty("musubi.root", ".")).toAbsolutePath();
    }

    /** On the same disk as the project, so that a flush to disk is a real one. */
    public static Path dataDirectory() {
        return root().resolve("bench/target/data");
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        musubi.close();
        line.close();
        hubspot.close();
    }
}

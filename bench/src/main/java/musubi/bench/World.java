package musubi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Musubi as a person starts it, in its own process, with a connection to the stand-ins. These run in this process,
 * together with the load generator.
 */
final class World implements AutoCloseable {

    private static final String TOKEN = "for-the-bench-only-0123456789abcdef";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), 7);
    private final HubSpotStandIn hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), 7);
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final Program musubi;
    private final Channel channel;
    private final Portal portal;
    private final String connection;

    /** Starts everything, with an empty data directory. */
    World() {
        this(List.of());
    }

    /** @param settings additional settings */
    World(List<String> settings) {
        delete(dataDirectory());
        var all = new ArrayList<>(List.of(
                "--musubi.api-token=" + TOKEN,
                "--musubi.line.api-base-url=" + line.url(),
                "--musubi.hubspot.api-base-url=" + hubspot.url(),
                // otherwise LINE's limit of 2,000 a second would be measured
                "--musubi.line.requests-per-second=1000000"));
        all.addAll(settings);
        this.musubi = startMusubi(port, all);
        this.channel = line.addChannel(ChannelOptions.named("Bench"));
        channel.rateLimits(false);
        channel.useWebhook(false);
        this.portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
        portal.dailyLimit(Integer.MAX_VALUE);
        this.connection = api(
                        "POST",
                        "/api/connections",
                        Map.of(
                                "name", "bench",
                                "line",
                                        Map.of(
                                                "channelSecret",
                                                channel.secret(),
                                                "channelAccessToken",
                                                channel.accessToken()),
                                "hubspot", Map.of("accessToken", portal.accessToken())))
                .path("id")
                .asString();
    }

    /** Starts only Musubi, with its existing data directory. */
    static Program startMusubi(int port, List<String> settings) {
        var command = new ArrayList<String>();
        command.add(root().resolve("bin/musubi").toString());
        command.add("--server.port=" + port);
        command.add("--musubi.data-dir=" + dataDirectory());
        command.addAll(settings);
        return Program.start(command, Map.of(), "Musubi is ready");
    }

    int port() {
        return port;
    }

    Program musubi() {
        return musubi;
    }

    Channel channel() {
        return channel;
    }

    Portal portal() {
        return portal;
    }

    /** The connection's id. */
    String connection() {
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
        var _ = api("PATCH", "/api/connections/" + connection, Map.of("hubspot", Map.of("accessToken", token)));
    }

    /** The number of events that are received and not yet in HubSpot. */
    long pending() {
        return api("GET", "/api/connections/" + connection + "/backlog", Map.of())
                .path("pending")
                .asLong();
    }

    /** Starts an import of all friends that LINE lists; returns the import's id. */
    String startImport() {
        return api("POST", "/api/connections/" + connection + "/imports", Map.of("source", "followers"))
                .path("id")
                .asString();
    }

    /** The progress of an import, from the REST API. */
    JsonNode importState(String id) {
        return api("GET", "/api/imports/" + id, Map.of());
    }

    /** The size of all objects in the connector's heap now, including unreachable ones, MiB. */
    double heapMebibytes() {
        return send("GET", "/actuator/prometheus", Map.of())
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / (1 << 20);
    }

    private JsonNode api(String method, String path, Map<String, Object> body) {
        return JSON.readTree(send(method, path, body));
    }

    private String send(String method, String path, Map<String, Object> body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The project's root, as given by bin/bench. */
    static Path root() {
        return Path.of(System.getProperty("musubi.root", ".")).toAbsolutePath();
    }

    /** On the same disk as the project, so that a flush to disk is a real one. */
    static Path dataDirectory() {
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

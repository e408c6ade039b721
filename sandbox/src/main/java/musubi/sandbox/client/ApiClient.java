package musubi.sandbox.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the REST API of one Musubi with its API token. Answers come back as they are, errors among them. */
public final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI musubi;
    private final String token;

    /**
     * @param musubi where it listens
     * @param token the value of {@code musubi.api-token}
     */
    public ApiClient(URI musubi, String token) {
        this.musubi = musubi;
        this.token = token;
    }

    /**
     * Makes one call.
     *
     * @param path from the root, for example {@code /api/connections}
     * @param body written as JSON, a string as it is; {@code null} sends none
     * @throws UncheckedIOException if no answer comes
     */
    public HttpResponse<String> call(String method, String path, @Nullable Object body) {
        return send(HttpRequest.newBuilder(musubi.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)))
                .build());
    }

    private static String text(Object body) {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }

    /**
     * Makes one call that has to succeed.
     *
     * @return the body of the answer, an empty object if it has none
     * @throws IllegalStateException if the status is not 2xx
     */
    public JsonNode ok(String method, String path, @Nullable Object body) {
        var answer = call(method, path, body);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return json(answer);
    }

    /**
     * Connects a channel to a portal by their long-lived tokens.
     *
     * @return the id of the connection
     */
    public String connect(Channel channel, Portal portal) {
        return ok("POST", "/api/connections", connection(channel, portal, Map.of()))
                .path("id")
                .asString("");
    }

    /**
     * The request that connects a channel to a portal by their long-lived tokens.
     *
     * @param more fields at the top, which replace those of the same name
     */
    public static Map<String, Object> connection(Channel channel, Portal portal, Map<String, Object> more) {
        var request = new HashMap<String, Object>();
        request.put("name", "test");
        request.put("line", Map.of("channelSecret", channel.secret(), "channelAccessToken", channel.accessToken()));
        request.put("hubspot", Map.of("accessToken", portal.accessToken()));
        request.putAll(more);
        return request;
    }

    /** The body of an answer, an empty object if it has none. */
    public static JsonNode json(HttpResponse<String> answer) {
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /**
     * Makes any call, as it is.
     *
     * @throws UncheckedIOException if no answer comes
     */
    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

package musubi.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import musubi.sandbox.http.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A caller of the API, as plain as can be. */
public final class HubSpotClient {

    public static final String CONTACTS = "/crm/objects/2026-09/contacts";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    public record Reply(int status, String text, HttpResponse<String> raw) {
        public JsonNode json() {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        }

        public String at(String pointer) {
            return json().at(pointer).asString();
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        public List<JsonNode> results() {
            return rows("results");
        }

        public List<JsonNode> errors() {
            return rows("errors");
        }

        public Reply expect(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
            return this;
        }

        private List<JsonNode> rows(String name) {
            return StreamSupport.stream(json().path(name).spliterator(), false).toList();
        }
    }

    private final URI url;
    private final String token;

    public HubSpotClient(HubSpotStandIn hubSpot, Portal portal) {
        this(hubSpot.url(), portal.accessToken());
    }

    public HubSpotClient(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    public Reply get(String path) {
        return send("GET", path, "", "");
    }

    public Reply delete(String path) {
        return send("DELETE", path, "", "");
    }

    public Reply post(String path, Object body) {
        return send("POST", path, text(body), "application/json");
    }

    public Reply patch(String path, Object body) {
        return send("PATCH", path, text(body), "application/json");
    }

    public Reply send(String method, String path, String body, String type) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Reply upsert(ObjectNode... rows) {
        return post(CONTACTS + "/batch/upsert", inputs(rows));
    }

    public Reply read(List<String> properties, String idProperty, String... ids) {
        var rows = new ArrayList<Map<String, String>>();
        for (var id : ids) {
            rows.add(Map.of("id", id));
        }
        return post(
                CONTACTS + "/batch/read", Map.of("inputs", rows, "properties", properties, "idProperty", idProperty));
    }

    public static ObjectNode inputs(ObjectNode... rows) {
        var body = Json.object();
        body.putArray("inputs").addAll(List.of(rows));
        return body;
    }

    /** An upsert by {@code line_user_id}. */
    public static ObjectNode row(String lineUserId, Map<String, String> properties) {
        return row("line_user_id", lineUserId, properties);
    }

    public static ObjectNode row(String idProperty, String id, Map<String, String> properties) {
        var row = Json.object().put("idProperty", idProperty).put("id", id);
        properties.forEach(row.putObject("properties")::put);
        return row;
    }

    public static ObjectNode traced(ObjectNode row, String traceId) {
        return row.put("objectWriteTraceId", traceId);
    }

    private static String text(Object body) {
        return body instanceof String string ? string : new String(Json.bytes(body), StandardCharsets.UTF_8);
    }
}

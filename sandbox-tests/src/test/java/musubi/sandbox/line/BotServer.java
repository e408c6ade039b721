package musubi.sandbox.line;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.WebServer;
import tools.jackson.databind.JsonNode;

/** A bot server that records the requests it gets. */
public final class BotServer implements AutoCloseable {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final WebServer server;

    public BotServer(Function<Request, Answer> answer) {
        server = WebServer.start(0, request -> {
            requests.add(request);
            return answer.apply(request);
        });
    }

    public BotServer() {
        this(_ -> Answer.json(200, Json.object()));
    }

    public URI url() {
        return server.url();
    }

    List<Request> requests() {
        return requests;
    }

    public List<JsonNode> events() {
        var events = new ArrayList<JsonNode>();
        for (var request : requests) {
            Json.read(request.body()).path("events").forEach(events::add);
        }
        return events;
    }

    @Override
    public void close() {
        server.close();
    }
}

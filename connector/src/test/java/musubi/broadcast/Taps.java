package musubi.broadcast;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import tools.jackson.databind.JsonNode;

/** Broadcasts with links, and friends who tap them. */
public final class Taps {

    public static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari Line/14.16.0";

    private static final Pattern LINK = Pattern.compile("http\\S+/t/\\S+");

    private final BroadcastCalls calls;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    public Taps(TestWorld world) {
        this.calls = new BroadcastCalls(world, world.connect());
    }

    public BroadcastCalls calls() {
        return calls;
    }

    public HttpResponse<String> open(String url, String agent, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(url)), agent, headers);
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String agent, String... headers) {
        request.header("User-Agent", agent);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static String id(Contact contact) {
        return Long.toString(contact.id());
    }

    public static String link(Friend friend) {
        var found = LINK.matcher(BroadcastCalls.texts(friend).getLast());
        assertThat(found.find()).as(BroadcastCalls.texts(friend).getLast()).isTrue();
        return found.group();
    }

    public String sent(String text, List<Contact> to, Map<String, Object> more) {
        var all = new HashMap<String, Object>(Map.of("message", BroadcastCalls.message(text)));
        all.putAll(more);
        return sent(to, all);
    }

    public String sent(List<Contact> to, Map<String, Object> broadcast) {
        var all = new HashMap<String, Object>(Map.of(
                "audience", Map.of("lists", List.of(calls.list("A " + UUID.randomUUID(), to)))));
        all.putAll(broadcast);
        var id = calls.draft(all);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        return id;
    }

    public List<Contact> contacts(List<Friend> people) {
        return people.stream()
                .map(friend -> calls.contact(friend, Map.of("lastname", friend.displayName())))
                .toList();
    }

    public JsonNode counts(String id, long people, long clicks) {
        eventually(
                "clicks are counted",
                () -> calls.get(id).at("/counts/clicks").asLong(0) == clicks
                        && calls.get(id).at("/counts/clickedPeople").asLong(0) == people);
        return calls.call("GET", "/api/broadcasts/" + id + "/links", null, 200);
    }

    public long pushes() {
        return calls.connection().channel().traffic().calls("POST /v2/bot/message/push");
    }
}

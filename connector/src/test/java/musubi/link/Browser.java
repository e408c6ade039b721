package musubi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LoginChannel;
import musubi.testing.TestWorld;

/** A friend's browser: keeps cookies, goes where it is told, one step at a time. */
final class Browser {

    private final TestWorld world;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>(
            Map.of("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari Line/15.0.0"));

    Browser(TestWorld world) {
        this.world = world;
    }

    Browser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    HttpResponse<String> get(String address) {
        return call("GET", address);
    }

    HttpResponse<String> call(String method, String address) {
        var request = HttpRequest.newBuilder(world.url().resolve(address)).method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = world.send(request.build());
        for (var set : answer.headers().allValues("Set-Cookie")) {
            var named = set.split(";", 2)[0].split("=", 2);
            if (set.contains("Max-Age=0")) {
                cookies.remove(named[0]);
            } else {
                cookies.put(named[0], named[1]);
            }
        }
        return answer;
    }

    /** Where the answer sends the browser. */
    static URI location(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Location")).as(answer.body()).isPresent();
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    /** Opens a link: the address of LINE's page. */
    URI open(String link) {
        var answer = get(link);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return location(answer);
    }

    /** Opens a link, does this at LINE, comes back. */
    HttpResponse<String> link(String link, LoginChannel login, Friend friend, Consent consent) {
        return arrived(get(login.consent(open(link), friend.userId(), consent).toString()));
    }

    /** The page of ours that an answer leads to; another address is left alone. */
    HttpResponse<String> arrived(HttpResponse<String> answer) {
        return answer.statusCode() == 303 && location(answer).toString().contains("/link/")
                ? get(location(answer).toString())
                : answer;
    }
}

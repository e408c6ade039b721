package musubi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without eyes: cookies, and the CSRF token of the last page it saw. */
public final class ConsoleSession {

    private static final Pattern CSRF = Pattern.compile("<meta name=\"csrf\"[^>]*content=\"([^\"]+)\"");

    private final URI url;
    private final CookieManager cookies;
    private final HttpClient http;
    private final Map<String, String> always;
    private String csrf = "";

    private ConsoleSession(URI url, Map<String, String> always, CookieManager cookies) {
        this.url = url;
        this.always = always;
        this.cookies = cookies;
        this.http = HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    /** Nobody yet. */
    public static ConsoleSession at(URI url) {
        return new ConsoleSession(url, Map.of(), new CookieManager());
    }

    /** The same, sending these headers always. */
    public static ConsoleSession at(URI url, Map<String, String> always) {
        return new ConsoleSession(url, always, new CookieManager());
    }

    /** The same browser, with its cookies, at another address of the same host. */
    public ConsoleSession goingTo(URI other) {
        return new ConsoleSession(other, always, cookies);
    }

    /** Looks at a page. */
    public HttpResponse<String> get(String path) {
        return send("GET", path, Map.of());
    }

    /** Looks at a page with these headers, which win over the usual ones. */
    public HttpResponse<String> get(String path, Map<String, String> headers) {
        return send("GET", path, Map.of(), headers);
    }

    /** Sends a form, with the token of the page before. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        return send("POST", path, form);
    }

    /** Any method; redirects are not followed. */
    public HttpResponse<String> send(String method, String path, Map<String, String> form) {
        return send(method, path, form, Map.of());
    }

    /** The same with these headers, which win over the usual ones. */
    public HttpResponse<String> send(
            String method, String path, Map<String, String> form, Map<String, String> headers) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body), headers);
    }

    /** Sends any body with these headers, with the token of the page before. */
    public HttpResponse<String> send(String method, String path, BodyPublisher body, Map<String, String> headers) {
        try {
            var request = HttpRequest.newBuilder(url.resolve(path))
                    .header("Accept", "text/html")
                    .header("Accept-Language", "en")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-CSRF-TOKEN", csrf)
                    .method(method, body);
            always.forEach(request::setHeader);
            headers.forEach(request::setHeader);
            var answer = http.send(request.build(), BodyHandlers.ofString());
            var found = CSRF.matcher(answer.body());
            if (found.find()) {
                csrf = found.group(1);
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Opens a stream of events; close its body. */
    public HttpResponse<InputStream> open(String path) {
        try {
            return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Signs in; where the answer leads to says whether it worked. */
    public String signIn(String email, String password) {
        get("/login");
        var to = post("/login", Map.of("email", email, "password", password))
                .headers()
                .firstValue("Location")
                .orElse("");
        if (!to.contains("/login")) {
            get("/");
        }
        return to;
    }

    /** Signs in, which has to work; returns the value of the session's cookie. */
    public String signedIn(String email, String password) {
        var to = signIn(email, password);
        if (to.isEmpty() || to.contains("/login")) {
            throw new AssertionError("%s is not signed in: %s".formatted(email, to));
        }
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("musubi-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}

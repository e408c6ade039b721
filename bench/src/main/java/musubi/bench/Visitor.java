package musubi.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A browser that uses the console: cookies, compressed answers, the token in each form. */
final class Visitor implements AutoCloseable {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final int REFUSED = 400;

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String base;
    private String csrf = "";

    Visitor(int port) {
        this.base = "http://localhost:" + port;
    }

    /**
     * An answer.
     *
     * @param sent bytes of the body as received
     * @param unpacked bytes of the uncompressed body
     */
    record Answer(int sent, int unpacked, String text) {}

    /** Signs in; later requests are those of this user. */
    void signIn(String email, String password) {
        var page = get("/login");
        var token = CSRF.matcher(page.text());
        if (!token.find()) {
            throw new IllegalStateException("the sign-in page has no form");
        }
        csrf = token.group(1);
        var _ = post("/login", Map.of("email", email, "password", password));
        token = CSRF.matcher(get("/").text());
        if (!token.find()) {
            throw new IllegalStateException("not signed in");
        }
        csrf = token.group(1);
    }

    Answer get(String path) {
        return send(request(path).build());
    }

    /** A form, as htmx sends it. */
    Answer post(String path, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("_csrf", csrf);
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("HX-Request", "true")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "text/html, */*")
                .header("Accept-Encoding", "gzip");
    }

    private Answer send(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() >= REFUSED) {
                throw new IllegalStateException(
                        "%s %s: %d".formatted(request.method(), request.uri().getPath(), answer.statusCode()));
            }
            var packed = answer.headers()
                    .firstValue("Content-Encoding")
                    .filter("gzip"::equals)
                    .isPresent();
            var body = packed ? unpack(answer.body()) : answer.body();
            return new Answer(answer.body().length, body.length, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return stream.readAllBytes();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package musubi.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

/**
 * A company's OpenID provider: Spring Authorization Server behind a web server of its own, with a form to sign in. It can
 * go away and come back, get new keys, and be made to say what it should not.
 */
public final class OpenIdProvider implements BeforeAllCallback, AfterAllCallback {

    /** Of everybody here. */
    public static final String PASSWORD = "the company's password";

    static final String CLIENT = "musubi";
    private static final String SECRET = "the-secret-of-musubi";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** For all providers of the process: making one takes half a second. */
    private static final List<RSAKey> KEYS = List.of(generateKey(), generateKey());

    private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();
    private final Map<String, URI> redirects = new ConcurrentHashMap<>();
    private final Map<String, Object> lies = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(1);
    private volatile @Nullable Class<?> user;
    private final int port;
    private final AnnotationConfigServletWebServerApplicationContext context;
    private int keys;
    private volatile RSAKey key = newKey("first");
    private volatile JWKSet published = new JWKSet(key);
    private final SlowAnswers slowAnswers = new SlowAnswers();
    private volatile boolean tellsInIdToken = true;
    private volatile String secret = SECRET;

    private OpenIdProvider() {
        this.port = ConnectorProcess.freePort();
        this.context = new AnnotationConfigServletWebServerApplicationContext();
        context.registerBean(OpenIdProvider.class, () -> this);
        context.registerBean(TomcatServletWebServerFactory.class, () -> {
            var factory = new TomcatServletWebServerFactory(port);
            factory.setRegisterDefaultServlet(true);
            return factory;
        });
        context.register(OpenIdServer.class);
        context.registerShutdownHook();
        context.refresh();
    }

    private static final class Holder {
        static final OpenIdProvider SHARED = new OpenIdProvider();
    }

    /** The one of the test run, running. To be registered as a static extension: one class has it at a time, and it knows nobody. */
    public static OpenIdProvider shared() {
        return Holder.SHARED;
    }

    @Override
    public void beforeAll(ExtensionContext extension) {
        free.acquireUninterruptibly();
        user = extension.getRequiredTestClass();
    }

    private static RSAKey generateKey() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Another one than the last time. */
    private RSAKey newKey(String id) {
        return new RSAKey.Builder(KEYS.get(keys++ % KEYS.size())).keyID(id).build();
    }

    public URI issuer() {
        return URI.create("http://localhost:" + port);
    }

    /** What a Musubi has to be told about this provider. */
    public Map<String, Object> settings() {
        return Map.of(
                "musubi.oidc.issuer", issuer().toString(),
                "musubi.oidc.client-id", CLIENT,
                "musubi.oidc.client-secret", SECRET);
    }

    /** Lets that Musubi send people here. */
    public void allow(URI musubi) {
        redirects.put(musubi.toString(), URI.create(musubi + "/login/oidc/callback"));
    }

    /**
     * Somebody with an account here, or what is said of them from now on.
     *
     * @param verified empty: nothing is said of it
     */
    public void person(String subject, String email, Optional<Boolean> verified) {
        var claims = new HashMap<String, Object>(Map.of("email", email, "name", "Name of " + subject));
        verified.ifPresent(said -> claims.put("email_verified", said));
        people.put(subject, Map.copyOf(claims));
    }

    /** Tells address and name at the userinfo endpoint only. */
    public void tellInIdToken(boolean told) {
        tellsInIdToken = told;
    }

    /** Puts that claim into id tokens, whatever is true. */
    public void lie(String claim, Object value) {
        lies.put(claim, value);
    }

    /** Signs with another key; published under its own id, or not at all under the id of the former. */
    public void changeKey(boolean publish) {
        key = newKey(publish ? UUID.randomUUID().toString() : key.getKeyID());
        if (publish) {
            published = new JWKSet(key);
        }
    }

    /** Knows Musubi by another secret. */
    public void changeSecret() {
        secret = "another-secret-of-musubi";
    }

    /**
     * Answers with bodies that do not come to an end.
     *
     * @param path a regular expression for the whole path
     * @param kind {@code STALL}, {@code TRICKLE} or {@code FLOOD}
     */
    public void beSlow(String path, Fault.Kind kind) {
        slowAnswers.begin(path, kind);
    }

    /** Tells the truth again, at once, with a key that is published. */
    public void beHonest() {
        slowAnswers.end();
        lies.clear();
        tellsInIdToken = true;
        secret = SECRET;
        if (!published.getKeys().contains(key)) {
            changeKey(true);
        }
    }

    public void goAway() {
        server().stop();
    }

    public void comeBack() {
        server().start();
    }

    private WebServer server() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    /**
     * Signs in there as a browser would that was sent by Musubi.
     *
     * @param authorize where Musubi sent it
     * @return where it is sent back to
     */
    public URI signIn(String subject, URI authorize) {
        try (var browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var form = location(get(browser, authorize));
            var csrf = CSRF.matcher(get(browser, form).body());
            if (!csrf.find()) {
                throw new AssertionError("no form at " + form.getPath());
            }
            var next = location(send(
                    browser,
                    HttpRequest.newBuilder(form)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("username=%s&password=%s&_csrf=%s"
                                    .formatted(encoded(subject), encoded(PASSWORD), encoded(csrf.group(1)))))
                            .build()));
            return location(get(browser, next));
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static URI location(HttpResponse<String> answer) {
        return answer.uri()
                .resolve(answer.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new AssertionError(
                                answer.statusCode() + " at " + answer.uri().getPath())));
    }

    private static HttpResponse<String> get(HttpClient browser, URI address) {
        return send(
                browser,
                HttpRequest.newBuilder(address).header("Accept", "text/html").build());
    }

    private static HttpResponse<String> send(HttpClient browser, HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext extension) {
        if (extension.getRequiredTestClass().equals(user)) {
            beHonest();
            people.clear();
            redirects.clear();
            user = null;
            free.release();
        }
    }

    JWKSet published() {
        return published;
    }

    RSAKey key() {
        return key;
    }

    boolean tellsInIdToken() {
        return tellsInIdToken;
    }

    Map<String, Object> lies() {
        return lies;
    }

    SlowAnswers slowAnswers() {
        return slowAnswers;
    }

    Map<String, Object> claims(String subject) {
        return people.getOrDefault(subject, Map.of());
    }

    RegisteredClient client() {
        return RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(all -> redirects.values().forEach(uri -> all.add(uri.toString())))
                .scope("openid")
                .scope("email")
                .scope("profile")
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
    }
}

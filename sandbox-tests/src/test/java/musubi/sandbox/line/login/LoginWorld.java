package musubi.sandbox.line.login;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.SettableClock;
import musubi.sandbox.line.Caller;
import musubi.sandbox.line.Caller.Reply;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.LoginChannel;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.sandbox.line.UserOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An official account with one person, a LINE Login channel, and a web app that uses it. */
final class LoginWorld implements AutoCloseable {

    static final String CALLBACK = "https://musubi.example/link/callback";
    static final String VERIFIER = "wJKN8qz5t8SSI9lMFhBB6qwNkQBkuPZoCxzRhwLRUo1";

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    final LineStandIn line = LineStandIn.start(0, clock, 23);
    final Channel account = line.addChannel(ChannelOptions.named("Café"));
    final LoginChannel channel =
            line.addLoginChannel(LoginChannelOptions.of(account, CALLBACK).emailPermission(true));
    final Friend friend = account.newUser(UserOptions.named("花子")
            .pictureUrl("https://profile.line-scdn.net/0h")
            .statusMessage("よろしく")
            .email("hanako@example.com"));
    final Caller caller = new Caller(line.url(), null);

    /** The parameters of a usual authorize request; a test changes what it is about. */
    Map<String, String> request() {
        var request = new LinkedHashMap<String, String>();
        request.put("response_type", "code");
        request.put("client_id", channel.id());
        request.put("redirect_uri", CALLBACK);
        request.put("state", "s t&1");
        request.put("scope", "profile openid email");
        request.put("nonce", "n-1");
        return request;
    }

    Map<String, String> request(String name, @Nullable String value) {
        var request = request();
        if (value == null) {
            request.remove(name);
        } else {
            request.put(name, value);
        }
        return request;
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String page(Map<String, String> parameters) {
        return "/oauth2/v2.1/authorize?" + encoded(parameters);
    }

    static URI uri(Map<String, String> parameters) {
        return URI.create("https://access.line.me" + page(parameters));
    }

    static Map<String, String> query(String location) {
        return new Request("GET", "/", URI.create(location).getRawQuery(), Map.of(), new byte[0]).parameters();
    }

    /** The code of a consent to that request. */
    String code(Map<String, String> request) {
        var location = channel.consent(uri(request), friend.userId(), Consent.given());
        return query(location.toString()).getOrDefault("code", "none");
    }

    Map<String, String> exchange(String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", CALLBACK);
        form.put("client_id", channel.id());
        form.put("client_secret", channel.secret());
        return form;
    }

    Reply token(Map<String, String> form) {
        return caller.form("/oauth2/v2.1/token", encoded(form));
    }

    /** The tokens after a consent to that request. */
    JsonNode login(Map<String, String> request) {
        return token(exchange(code(request))).json();
    }

    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode part(String idToken, int at) {
        return Json.read(Base64.getUrlDecoder().decode(idToken.split("\\.", -1)[at]));
    }

    /** Checked as a relying party would, with the JDK alone. */
    boolean isSigned(String idToken) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(channel.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var dot = idToken.lastIndexOf('.');
            var expected = mac.doFinal(idToken.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            return MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(idToken.substring(dot + 1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}

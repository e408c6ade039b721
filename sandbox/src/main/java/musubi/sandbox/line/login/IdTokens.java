package musubi.sandbox.line.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.IdTokenFlaw;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Id tokens of web login: JWTs under HS256. https://developers.line.biz/en/docs/line-login/verify-id-token/ */
final class IdTokens {

    static final String ISSUER = "https://access.line.me";
    private static final long TTL_SECONDS = 3_600;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private IdTokens() {}

    static String of(Logins.Code code, Instant now, Set<IdTokenFlaw> flaws) {
        var client = code.asked().client();
        var claims = claims(code, now);
        spoil(claims, flaws);
        var payload = part(claims);
        if (flaws.contains(IdTokenFlaw.ALG_NONE)) {
            return part(Map.of("alg", "none")) + "." + payload + ".";
        }
        if (flaws.contains(IdTokenFlaw.ALG_ES256)) {
            return es256(part(Json.object().put("kid", "not-known-to-line").put("alg", "ES256")) + "." + payload);
        }
        var secret = flaws.contains(IdTokenFlaw.FOREIGN_KEY) ? client.secret() + "?" : client.secret();
        var header = part(Json.object().put("typ", "JWT").put("alg", "HS256"));
        var signature = hs256(header + "." + payload, secret);
        if (flaws.contains(IdTokenFlaw.ALTERED)) {
            payload = part(claims.put("sub", "U" + "0".repeat(32)));
        }
        return header + "." + payload + "." + signature;
    }

    /** The claims of a token that one of these channels signed. */
    static Optional<JsonNode> signed(String token, Collection<LoginClient> by) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var right = "HS256"
                            .equals(Json.read(decoder.decode(parts[0]))
                                    .path("alg")
                                    .asString(""))
                    && by.stream()
                            .anyMatch(client -> MessageDigest.isEqual(
                                    hs256(parts[0] + "." + parts[1], client.secret())
                                            .getBytes(StandardCharsets.US_ASCII),
                                    parts[2].getBytes(StandardCharsets.US_ASCII)));
            return right ? Optional.of(Json.read(decoder.decode(parts[1]))) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode claims(Logins.Code code, Instant now) {
        var asked = code.asked();
        var claims = Json.object()
                .put("iss", ISSUER)
                .put("sub", asked.client().userId(code.person().userId))
                .put("aud", asked.client().id())
                .put("exp", now.getEpochSecond() + TTL_SECONDS)
                .put("iat", now.getEpochSecond());
        if (asked.wantsAuthTime()) {
            claims.put("auth_time", code.issued().getEpochSecond());
        }
        var nonce = asked.nonce();
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        claims.putArray("amr").add(asked.autoLogin() ? "lineautologin" : "pwd");
        if (asked.scope().contains("profile")) {
            claims.put("name", code.person().displayName);
            putIfPresent(claims, "picture", code.person().pictureUrl);
        }
        if (asked.scope().contains("email") && code.sharesEmail()) {
            putIfPresent(claims, "email", code.person().email);
        }
        return claims;
    }

    private static void putIfPresent(ObjectNode claims, String name, @Nullable String value) {
        if (value != null) {
            claims.put(name, value);
        }
    }

    private static void spoil(ObjectNode claims, Set<IdTokenFlaw> flaws) {
        for (var flaw : flaws) {
            switch (flaw) {
                case OTHER_ISSUER -> claims.put("iss", "https://access.line.example");
                case OTHER_AUDIENCE -> claims.put("aud", "1234567890");
                case OTHER_NONCE -> claims.put("nonce", "another-nonce");
                case NO_NONCE -> claims.remove("nonce");
                case EXPIRED -> {
                    var iat = claims.path("iat").asLong() - 2 * TTL_SECONDS;
                    claims.put("iat", iat).put("exp", iat + TTL_SECONDS);
                }
                case MISSING, FOREIGN_KEY, ALTERED, ALG_NONE, ALG_ES256 -> {}
            }
        }
    }

    private static String part(Object json) {
        return ENCODER.encodeToString(Json.bytes(json));
    }

    private static String hs256(String text, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String es256(String text) {
        try {
            var keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            var signer = java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(keys.generateKeyPair().getPrivate());
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + ENCODER.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has ECDSA", e);
        }
    }
}

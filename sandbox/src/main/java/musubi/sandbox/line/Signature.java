package musubi.sandbox.line;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How a webhook is signed. */
public enum Signature {
    /** As LINE does: Base64 of HMAC-SHA256 with the channel secret over the body's bytes. */
    RIGHT,
    /** With another secret. */
    WRONG,
    /** Something that is not Base64. */
    NOT_BASE64,
    /** Without the header. */
    MISSING;

    @Nullable
    public String of(byte[] body, String secret) {
        return switch (this) {
            case RIGHT -> hmac(body, secret);
            case WRONG -> hmac(body, secret + "?");
            case NOT_BASE64 -> "%%% this is not Base64 %%%";
            case MISSING -> null;
        };
    }

    private static String hmac(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

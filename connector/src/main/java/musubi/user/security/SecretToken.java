package musubi.user.security;

import java.security.SecureRandom;
import java.util.Base64;
import musubi.system.Sha256;

/** Secrets of 256 random bits. Only their hashes are stored. */
public final class SecretToken {

    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretToken() {}

    public static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static byte[] hash(String token) {
        return Sha256.of(token);
    }
}

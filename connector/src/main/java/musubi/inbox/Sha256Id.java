package musubi.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The first 128 bits of SHA-256: an id of a text that does not contain it. */
public final class Sha256Id {

    private Sha256Id() {}

    /** Of bytes. */
    public static UUID of(byte[] bytes) {
        try {
            var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of a text in UTF-8. */
    public static UUID of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}

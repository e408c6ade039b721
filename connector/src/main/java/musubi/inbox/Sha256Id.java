package musubi.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import musubi.system.Sha256;

/** The first 128 bits of SHA-256: an id of a text that does not contain it. */
public final class Sha256Id {

    private Sha256Id() {}

    /** Of bytes. */
    public static UUID of(byte[] bytes) {
        var digest = ByteBuffer.wrap(Sha256.of(bytes));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** Of a text in UTF-8. */
    public static UUID of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}

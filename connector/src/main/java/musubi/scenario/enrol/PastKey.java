package musubi.scenario.enrol;

import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import musubi.system.MasterKey;
import org.springframework.stereotype.Component;

/** Tells who was in a scenario without naming them: 8 bytes that are equal for the same contact in the same scenario alone. Thread-safe. */
@Component
final class PastKey {

    private static final int HASH_BYTES = 16;

    private final PrfHmacJce prf;

    PastKey(MasterKey masterKey) {
        try {
            var key = Hkdf.computeHkdf(
                    "HmacSha256",
                    masterKey.bytes(),
                    new byte[0],
                    "musubi/scenario/past".getBytes(StandardCharsets.UTF_8),
                    MasterKey.LENGTH);
            this.prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    long hash(UUID scenarioId, long contactId) {
        return hash(input(scenarioId, contactId, 0));
    }

    /** Of a contact at a moment. */
    long hash(UUID scenarioId, long contactId, Instant at) {
        return hash(input(scenarioId, contactId, Long.BYTES).putLong(at.toEpochMilli()));
    }

    private static ByteBuffer input(UUID scenarioId, long contactId, int more) {
        return ByteBuffer.allocate(3 * Long.BYTES + more)
                .putLong(scenarioId.getMostSignificantBits())
                .putLong(scenarioId.getLeastSignificantBits())
                .putLong(contactId);
    }

    private long hash(ByteBuffer input) {
        var bytes = new byte[input.capacity()];
        input.get(0, bytes);
        try {
            return ByteBuffer.wrap(prf.compute(bytes, HASH_BYTES)).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}

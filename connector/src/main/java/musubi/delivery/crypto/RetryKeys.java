package musubi.delivery.crypto;

import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.system.MasterKey;
import org.springframework.stereotype.Component;

/**
 * The keys by which LINE knows a call again. A key is computed from the delivery, its generation and the people of the call, so that every
 * node, and a database restored from a back-up, makes the same key for the same people; and nobody can tell people from it.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/retrying-api-request/">Retrying an API request</a>
 */
@Component
public final class RetryKeys {

    private static final int UUID_BYTES = 16;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final PrfHmacJce ofPeople;
    private final PrfHmacJce ofOccasions;

    RetryKeys(MasterKey masterKey) {
        this.ofPeople = prf(masterKey, "musubi/delivery/retry-key");
        this.ofOccasions = prf(masterKey, "musubi/delivery/occasion-key");
    }

    private static PrfHmacJce prf(MasterKey masterKey, String purpose) {
        try {
            var key = Hkdf.computeHkdf(
                    "HmacSha256",
                    masterKey.bytes(),
                    new byte[0],
                    purpose.getBytes(StandardCharsets.UTF_8),
                    MasterKey.LENGTH);
            return new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /**
     * The key of a call.
     *
     * @param generation 0; one more each time that a person has messages sent again that may have been accepted
     */
    public UUID of(UUID delivery, int generation, PreparedCall call) {
        return call.occasion().isEmpty()
                ? of(delivery, generation, call.recipients())
                : of(call.occasion(), generation);
    }

    /** The key of a call for an occasion, the same in every delivery. */
    public UUID of(String occasion, int generation) {
        return key(ofOccasions, out -> {
            out.writeInt(generation);
            out.writeUTF(occasion);
        });
    }

    /** The key of a call to some people. */
    public UUID of(UUID delivery, int generation, List<Recipient> recipients) {
        return key(ofPeople, out -> {
            out.writeLong(delivery.getMostSignificantBits());
            out.writeLong(delivery.getLeastSignificantBits());
            out.writeInt(generation);
            for (var recipient : recipients) {
                out.writeUTF(recipient.userId());
            }
        });
    }

    @FunctionalInterface
    private interface Input {
        void write(DataOutputStream out) throws IOException;
    }

    private static UUID key(PrfHmacJce prf, Input content) {
        var input = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(input)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            var hash = ByteBuffer.wrap(prf.compute(input.toByteArray(), UUID_BYTES));
            // LINE wants the form of a random UUID
            return new UUID((hash.getLong() & ~0xF000L) | VERSION_4, (hash.getLong() & ~(0b11L << 62)) | VARIANT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}

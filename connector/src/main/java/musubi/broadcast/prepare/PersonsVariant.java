package musubi.broadcast.prepare;

import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import musubi.broadcast.Variant;
import musubi.system.MasterKey;
import org.springframework.stereotype.Component;

/** Which variant a person gets: always the same one, and by nothing that can be guessed. */
@Component
final class PersonsVariant {

    private static final int HASH_BYTES = 16;

    private final PrfHmacJce prf;

    PersonsVariant(MasterKey masterKey) {
        try {
            var key = Hkdf.computeHkdf(
                    "HmacSha256",
                    masterKey.bytes(),
                    new byte[0],
                    "musubi/broadcast/variant".getBytes(StandardCharsets.UTF_8),
                    MasterKey.LENGTH);
            this.prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /** The index of the variant, by the shares of all; empty: one of the remainder, who waits for the best of them. */
    OptionalInt of(UUID broadcast, String contactId, List<Variant> variants) {
        if (variants.size() == 1) {
            return OptionalInt.of(0);
        }
        var place = percent(broadcast, contactId);
        for (var i = 0; i < variants.size(); i++) {
            place -= variants.get(i).percent();
            if (place < 0) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private int percent(UUID broadcast, String contactId) {
        try {
            var hash = prf.compute((broadcast + "/" + contactId).getBytes(StandardCharsets.UTF_8), HASH_BYTES);
            return (int) Math.floorMod(ByteBuffer.wrap(hash).getLong(), 100L);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}

package musubi.delivery.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A call as it rests in the database.
 *
 * @param position in the order of its delivery
 * @param sealed its recipients and messages, encrypted ({@link CallContent})
 * @param firstAttempt when LINE may first have got it
 */
public record StoredCall(UUID retryKey, long position, int recipients, byte[] sealed, Optional<Instant> firstAttempt) {}

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
 * @param wave which calls it waits for: nearly all of the waves from 1 to the one before have their outcome then
 */
public record StoredCall(
        UUID retryKey, long position, int recipients, byte[] sealed, Optional<Instant> firstAttempt, int wave) {

    /** Waits for nothing. */
    public static final int AT_ONCE = 0;

    /** To one of the first people. */
    public static final int FIRST_PROBES = 1;

    /** To one of those after them. */
    public static final int SECOND_PROBES = 2;

    /** To everybody else. */
    public static final int AFTER_PROBES = 3;

    /** Whether LINE's answer tells something about the delivery. */
    public boolean isProbe() {
        return wave == FIRST_PROBES || wave == SECOND_PROBES;
    }
}

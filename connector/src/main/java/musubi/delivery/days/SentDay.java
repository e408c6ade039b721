package musubi.delivery.days;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.delivery.SendMethod;

/**
 * What went out by one method on a day of Japan, as this installation and as LINE count it. One message to one person is 1, whatever it
 * consists of. Other tools that send for the same account are in LINE's number only; people who block the account are in ours only, as
 * far as HubSpot does not know that they do.
 *
 * @param sent messages that LINE accepted on that day, those of tests too
 * @param doubtful those that LINE accepted around midnight: they may be in its number for the next day
 * @param counted LINE's number; empty while, or where, LINE does not say
 * @param asOf when LINE said it
 */
public record SentDay(
        UUID connectionId,
        LocalDate day,
        SendMethod method,
        long sent,
        long doubtful,
        OptionalLong counted,
        Optional<Instant> asOf) {

    /** How many LINE has accepted and does not count. */
    public long missing() {
        return counted.isPresent() ? Math.max(0, sent - counted.getAsLong()) : 0;
    }

    /**
     * Whether so many are missing that a person has to look: more than one, and one in a hundred beside it. Fewer are people who blocked the
     * account without HubSpot knowing, or at that moment.
     */
    public boolean isWrong() {
        return missing() * 100 > sent + 100;
    }
}

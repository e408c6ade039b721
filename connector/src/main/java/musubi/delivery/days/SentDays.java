package musubi.delivery.days;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.delivery.SendMethod;
import org.springframework.stereotype.Component;

/**
 * Messages by the day, and LINE's own number of them, which it has on the next day. LINE accepts calls and has lost their messages all the
 * same (on 2022-07-28): no other way tells.
 */
@Component
public final class SentDays {

    /** The zone of LINE's days. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    /** Days in which people are told that messages are missing. */
    private static final int RECENT = 3;

    static final UUID TESTS = new UUID(0, 0);

    private final DayRepository repository;
    private final Clock clock;

    SentDays(DayRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * LINE's number of the messages of one delivery.
     *
     * @param sent how many of them have a day for sure
     * @param counted by LINE on these days
     * @param asOf when LINE said so
     */
    public record Counted(long sent, long counted, Instant asOf) {}

    /** Counts messages that went out as a test. */
    public void addTests(UUID connectionId, int messages) {
        if (messages > 0) {
            repository.add(connectionId, today(), SendMethod.PUSH, TESTS, messages);
        }
    }

    /**
     * LINE's numbers of those deliveries of which alone they can be: on none of their days did anything else than tests go out by the same
     * method, and LINE has a number for each that is not larger than ours. What tests are of it is taken off.
     */
    public Map<UUID, Counted> counted(Collection<UUID> deliveries) {
        return deliveries.isEmpty() ? Map.of() : repository.counted(deliveries);
    }

    /** The newest days on which messages of a connection went out, the newest first. */
    public List<SentDay> newest(UUID connectionId, int limit) {
        return repository.newest(connectionId, limit);
    }

    /** Recent days of all connections on which LINE counts so few messages that a person has to look. */
    public List<SentDay> wrong() {
        return repository.since(today().minusDays(RECENT)).stream()
                .filter(SentDay::isWrong)
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }
}

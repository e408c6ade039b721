package musubi.broadcast.opens;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.delivery.days.SentDays;
import musubi.line.LineException;
import musubi.line.LineMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides under which name LINE counts what people do with a broadcast. A name is decided on once, and is on disk before the first message
 * that carries it is: a call that is repeated, also by another node, has the same body.
 *
 * <p>LINE counts for 1,000 names of a channel in a month, of all its tools together, and says nothing about the 1,001st. From 900 on
 * the broadcasts of a day share a name; a month has room for that.
 */
@Component
public final class UnitNames {

    /** The zone of LINE's days and months. */
    static final ZoneId ZONE = SentDays.ZONE;

    /** From here on names are shared. */
    static final int OWN_NAMES = 900;

    private static final Logger LOG = LoggerFactory.getLogger(UnitNames.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    /** Of a random id: nobody guesses it, and two never meet. */
    private static final int ID_DIGITS = 24;

    private final UnitRepository repository;
    private final Connections connections;
    private final LineMessages line;
    private final TransactionTemplate transaction;
    private final Clock clock;

    UnitNames(
            UnitRepository repository,
            Connections connections,
            LineMessages line,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.connections = connections;
        this.line = line;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The names of a broadcast's variants; an empty one where LINE has none left. Asks LINE the first time, and goes by what is known here
     * when LINE does not answer.
     */
    public List<String> of(UUID broadcast, UUID connectionId, int variants) {
        var known = repository.names(broadcast);
        return (known.size() == variants ? known : decide(broadcast, connectionId, variants))
                .stream().map(name -> name.orElse("")).toList();
    }

    /** Those of a broadcast that is changed before anything was sent. In the caller's transaction. */
    public void forget(UUID broadcast) {
        repository.forget(broadcast);
    }

    private List<Optional<String>> decide(UUID broadcast, UUID connectionId, int variants) {
        var said = used(connectionId);
        var names = transaction.execute(_ -> {
            repository.lock(connectionId);
            var known = repository.names(broadcast);
            if (known.size() == variants) {
                return known;
            }
            repository.forget(broadcast);
            repository.forgetUnused(connectionId);
            var now = clock.instant();
            var used = said.isPresent()
                    ? said.getAsInt() + repository.unused(connectionId)
                    : repository.decidedSince(connectionId, monthOf(now));
            var chosen = choose(broadcast, connectionId, variants, used, now);
            for (var variant = 0; variant < variants; variant++) {
                repository.carry(broadcast, variant, connectionId, chosen.get(variant));
            }
            return chosen;
        });
        return names == null ? List.of() : names;
    }

    /** How many LINE knows; empty: LINE does not answer, for which no message waits. */
    private OptionalInt used(UUID connectionId) {
        try {
            return OptionalInt.of(line.usedUnits(connections.lineChannel(connectionId)));
        } catch (LineException e) {
            LOG.warn(
                    "LINE does not say how many names of units are used: {}",
                    e.failure().code());
            return OptionalInt.empty();
        }
    }

    private List<Optional<String>> choose(UUID broadcast, UUID connectionId, int variants, int used, Instant now) {
        if (used + variants <= OWN_NAMES) {
            var own = new ArrayList<Optional<String>>();
            for (var variant = 0; variant < variants; variant++) {
                var name = "b%s_%d".formatted(digits(broadcast), variant + 1);
                repository.add(connectionId, name, false, now);
                own.add(Optional.of(name));
            }
            return own;
        }
        return Collections.nCopies(variants, shared(connectionId, used, now));
    }

    private Optional<String> shared(UUID connectionId, int used, Instant now) {
        var name = "day_" + DAY.format(LocalDate.ofInstant(now, ZONE));
        if (used < LineMessages.MAX_UNITS) {
            repository.add(connectionId, name, true, now);
            return Optional.of(name);
        }
        // a new one would not be counted
        return repository.sharedSince(connectionId, monthOf(now));
    }

    private static String digits(UUID broadcast) {
        return broadcast.toString().replace("-", "").substring(0, ID_DIGITS);
    }

    private static Instant monthOf(Instant now) {
        return LocalDate.ofInstant(now, ZONE)
                .withDayOfMonth(1)
                .atStartOfDay(ZONE)
                .toInstant();
    }
}

package musubi.user.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import musubi.user.AuditLog;
import musubi.user.People;
import musubi.user.Person;
import org.springframework.stereotype.Component;

/**
 * Counts attempts to sign in as a metric, and records them in the audit log. Failed attempts make one line for each account in 15 minutes,
 * and one for all unknown accounts, so that strangers cannot fill the log or write into it.
 */
@Component
public class SignIns {

    /** How an attempt ended. */
    public enum Outcome {
        SUCCESS("person.signedIn"),
        /** Another password, no such account, or a disabled one. */
        WRONG("person.signInFailed"),
        /** Not checked, since there were too many before. */
        THROTTLED("person.signInThrottled"),
        /** By OpenID Connect, and refused by the provider or by Musubi. */
        REFUSED("person.signInFailed");

        private final String action;

        Outcome(String action) {
            this.action = action;
        }
    }

    /** The actor of an attempt that failed. */
    private static final String NOBODY = "-";

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MAX_LINES = 2_000;

    private final People people;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    private final Map<String, Attempts> lines = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MAX_LINES;
        }
    };

    /** A line of the audit log that counts further attempts. */
    private record Attempts(long line, Instant since, long count) {}

    SignIns(People people, AuditLog audit, MeterRegistry meters, Clock clock) {
        this.people = people;
        this.audit = audit;
        this.clock = clock;
        for (var outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("musubi.sign.ins")
                            .description("attempts to sign in, by how they ended")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    /**
     * Counts and records a successful sign-in.
     *
     * @param address of the client
     */
    public void succeeded(Person person, String address) {
        count(Outcome.SUCCESS);
        audit.record(person.email(), Outcome.SUCCESS.action, person.email(), address);
    }

    /**
     * Counts and records a failed attempt.
     *
     * @param account as entered; recorded only if there is such a person, since anything may be entered
     */
    public void failed(Outcome outcome, String account, String address) {
        count(outcome);
        var email = people.find(account).map(Person::email).orElse("");
        recordFailure(outcome, email, address);
    }

    private void count(Outcome outcome) {
        Objects.requireNonNull(counters.get(outcome)).increment();
    }

    /** Writes the first, second, fourth, eighth … attempt. */
    private synchronized void recordFailure(Outcome outcome, String email, String address) {
        var key = outcome.action + " " + email;
        var now = clock.instant();
        var before = lines.get(key);
        if (before == null || !before.since().plus(WINDOW).isAfter(now)) {
            var line = audit.add(NOBODY, outcome.action, email, address);
            lines.put(key, new Attempts(line, now, 1));
            return;
        }
        var count = before.count() + 1;
        lines.put(key, new Attempts(before.line(), before.since(), count));
        if (Long.bitCount(count) == 1) {
            audit.detail(before.line(), "%s, %d+".formatted(address, count));
        }
    }
}

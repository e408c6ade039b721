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
 * How signing in goes, as a metric and in the record of changes. What strangers try is one line per account in a quarter
 * of an hour, and one for all accounts that there are not: they cannot fill the record, nor write into it.
 */
@Component
public class SignIns {

    /** How an attempt ended. */
    public enum Outcome {
        SUCCESS("person.signedIn"),
        /** Another password, no such account, or a disabled one. */
        WRONG("person.signInFailed"),
        /** Not looked at: there were too many before. */
        THROTTLED("person.signInThrottled"),
        /** By a provider of OpenID Connect, and refused there or here. */
        REFUSED("person.signInFailed");

        private final String action;

        Outcome(String action) {
            this.action = action;
        }
    }

    /** Who is not signed in has no name. */
    private static final String NOBODY = "-";

    private static final Duration LINE = Duration.ofMinutes(15);
    private static final int REMEMBERED = 2_000;

    private final People people;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    private final Map<String, Attempts> lines = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A line of the record that counts further attempts. */
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

    /** @param address the client's, the only thing that is kept of it */
    public void succeeded(Person person, String address) {
        count(Outcome.SUCCESS);
        audit.record(person.email(), Outcome.SUCCESS.action, person.email(), address);
    }

    /**
     * @param account as entered: it stands in the record only where there is such a person, since anything may be entered
     */
    public void failed(Outcome outcome, String account, String address) {
        count(outcome);
        var email = people.find(account).map(Person::email).orElse("");
        note(outcome, email, address);
    }

    private void count(Outcome outcome) {
        Objects.requireNonNull(counters.get(outcome)).increment();
    }

    /** The first, second, fourth, eighth … attempt is written. */
    private synchronized void note(Outcome outcome, String email, String address) {
        var key = outcome.action + " " + email;
        var now = clock.instant();
        var before = lines.get(key);
        if (before == null || !before.since().plus(LINE).isAfter(now)) {
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

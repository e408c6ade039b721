package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Names of aggregation units, and what people did with the messages that carry them. Thread-safe.
 *
 * <p>Of a name that is one too many in its month LINE says nothing: the message is sent, and belongs to no unit. What happens more than 14
 * days after a message was sent does not change the numbers of its unit, and the numbers of a day are known on the next one, in Japan.
 * https://developers.line.biz/en/docs/messaging-api/unit-based-statistics-aggregation/
 */
public final class Units {

    /** Names in a month. */
    public static final int MAX_NAMES = 1_000;

    private static final Duration COUNTED = Duration.ofDays(14);

    private final Clock clock;
    private final Map<YearMonth, Set<String>> names = new HashMap<>();
    private final Map<String, List<Act>> acts = new HashMap<>();

    Units(Clock clock) {
        this.clock = clock;
    }

    /**
     * What a person did with a message.
     *
     * @param sent the day in Japan on which the message was sent
     * @param day on which the person did it
     * @param url that was tapped; empty: the messages were shown
     * @param bubbles that were shown
     */
    public record Act(String userId, LocalDate sent, LocalDate day, String url, int bubbles) {

        /** Whether an address was opened. */
        public boolean isClick() {
            return !url.isEmpty();
        }
    }

    /** Uses a name in this month. @return whether it is one of those that are counted */
    public synchronized boolean use(String name) {
        var month = names.computeIfAbsent(YearMonth.from(today()), any -> new LinkedHashSet<>());
        return month.contains(name) || (month.size() < MAX_NAMES && month.add(name));
    }

    /** Those of this month, in the order of their first use. */
    public synchronized List<String> names() {
        return List.copyOf(names.getOrDefault(YearMonth.from(today()), Set.of()));
    }

    synchronized void shown(String name, String userId, Instant sentAt, int bubbles) {
        note(name, userId, sentAt, "", bubbles);
    }

    synchronized void clicked(String name, String userId, Instant sentAt, String url) {
        note(name, userId, sentAt, url, 0);
    }

    private void note(String name, String userId, Instant sentAt, String url, int bubbles) {
        if (!clock.instant().isAfter(sentAt.plus(COUNTED))) {
            acts.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(new Act(userId, day(sentAt), today(), url, bubbles));
        }
    }

    /** What people did on days that have ended, with messages that were sent in a period. */
    public synchronized Collection<Act> of(String name, LocalDate from, LocalDate to) {
        Predicate<LocalDate> within = day -> !day.isBefore(from) && !day.isAfter(to);
        return acts.getOrDefault(name, List.of()).stream()
                .filter(act -> act.day().isBefore(today()) && within.test(act.sent()) && within.test(act.day()))
                .toList();
    }

    private LocalDate today() {
        return day(clock.instant());
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, SentCounts.ZONE);
    }

    synchronized void clear() {
        names.clear();
        acts.clear();
    }
}

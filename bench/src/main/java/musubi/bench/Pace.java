package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** How fast a count grows, looked at every 10 ms, from its first change to its last. */
public final class Pace {

    private static final long LOOK = Duration.ofMillis(10).toNanos();

    private record Look(long at, long count) {}

    // the one before the first change comes first
    private final List<Look> looks = new ArrayList<>();

    /**
     * Looks until the count is there.
     *
     * @param aside done between two looks, each second
     * @throws IllegalStateException when it takes longer than that
     */
    public void watch(LongSupplier count, long until, Duration atMost, Runnable aside) {
        var end = System.nanoTime() + atMost.toNanos();
        var nextAside = System.nanoTime();
        looks.add(new Look(System.nanoTime(), count.getAsLong()));
        while (last().count() < until) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%d of %d within %s".formatted(last().count(), until, atMost));
            }
            LockSupport.parkNanos(LOOK);
            var now = new Look(System.nanoTime(), count.getAsLong());
            if (now.count() != last().count()) {
                looks.add(now);
            } else if (looks.size() == 1) {
                looks.set(0, now);
            }
            if (looks.size() > 1 && now.at() >= nextAside) {
                aside.run();
                nextAside = now.at() + Duration.ofSeconds(1).toNanos();
            }
        }
    }

    private Look last() {
        return looks.getLast();
    }

    /** From first to last. */
    public double perSecond() {
        return perSecond(looks.getFirst(), last());
    }

    /** Of each second but the last, which is cut short because the work ends. */
    public List<Double> eachSecond() {
        var seconds = new ArrayList<Double>();
        var from = looks.getFirst();
        for (var look : looks) {
            if (look.at() - from.at() >= Duration.ofSeconds(1).toNanos()) {
                seconds.add(perSecond(from, look));
                from = look;
            }
        }
        return seconds.isEmpty() ? List.of(perSecond()) : seconds;
    }

    private static double perSecond(Look from, Look to) {
        return (to.count() - from.count()) * 1e9 / (to.at() - from.at());
    }
}

package musubi.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that wait for a call. The first that matches is taken. */
public final class Faults {

    private final List<Fault> waiting = new ArrayList<>();

    /** Lines up one more. */
    public synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    /** Takes all back. */
    public synchronized void clear() {
        waiting.clear();
    }

    /** Those that still wait, in their order. */
    public synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    synchronized Optional<Fault> take(Request request) {
        for (var at = 0; at < waiting.size(); at++) {
            var fault = waiting.get(at);
            if (fault.matches(request)) {
                var left = fault.once();
                if (left.times() == 0) {
                    waiting.remove(at);
                } else {
                    waiting.set(at, left);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}

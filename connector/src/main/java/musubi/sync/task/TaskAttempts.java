package musubi.sync.task;

import java.time.Clock;
import java.util.Collection;
import musubi.inbox.EventQueue;
import musubi.inbox.Settlement;
import org.springframework.stereotype.Component;

/** Records first attempts in the inbox: after a crash the next process looks for those tasks before it creates them. */
@Component
public class TaskAttempts {

    private final EventQueue queue;
    private final Clock clock;

    TaskAttempts(EventQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * These are about to be created.
     *
     * @param batch that they belong to
     */
    void record(Collection<TaskRequest> requests, Settlement batch) {
        var first = requests.stream()
                .filter(request -> request.attempts() == 0)
                .map(TaskRequest::event)
                .toList();
        if (!first.isEmpty()) {
            var attempt = new Settlement();
            batch.tenure().ifPresent(attempt::under);
            attempt.later(first, clock.instant(), true);
            queue.settle(attempt);
        }
    }
}

package musubi.line;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Ends each call of LINE's client that takes too long, and closes its connection. The client's own time-outs are for a
 * connection and for each read: a server that sends a byte a second satisfies them for ever.
 */
final class WholeCalls extends EventListener {

    private final Duration deadline;
    private final ScheduledExecutorService timer;
    private final Map<Call, Future<?>> ends = new ConcurrentHashMap<>();

    /** @param deadline from the moment a call is asked for, its wait for a connection and the answer's body included */
    WholeCalls(Duration deadline, ScheduledExecutorService timer) {
        this.deadline = deadline;
        this.timer = timer;
    }

    @Override
    public void callStart(Call call) {
        try {
            ends.put(call, timer.schedule(call::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException closed) {
            call.cancel();
        }
    }

    @Override
    public void callEnd(Call call) {
        over(call);
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        over(call);
    }

    private void over(Call call) {
        var end = ends.remove(call);
        if (end != null) {
            end.cancel(false);
        }
    }
}

package musubi.line.http;

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
 * Cancels each call of LINE's client that takes too long in total, and closes its connection. The client's own timeouts apply
 * to opening a connection and to each single read: a server that sends one byte per second never exceeds them.
 */
final class CallTimeoutListener extends EventListener {

    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final Map<Call, Future<?>> cancellations = new ConcurrentHashMap<>();

    /** @param timeout from the start of a call; waiting for a connection and reading the response body count */
    CallTimeoutListener(Duration timeout, ScheduledExecutorService timer) {
        this.timeout = timeout;
        this.timer = timer;
    }

    @Override
    public void callStart(Call call) {
        try {
            cancellations.put(call, timer.schedule(call::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException closed) {
            call.cancel();
        }
    }

    @Override
    public void callEnd(Call call) {
        ended(call);
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        ended(call);
    }

    private void ended(Call call) {
        var cancellation = cancellations.remove(call);
        if (cancellation != null) {
            cancellation.cancel(false);
        }
    }
}

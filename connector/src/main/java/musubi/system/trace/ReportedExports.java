package musubi.system.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when spans cannot be sent, once, and when they are again. What the exporter itself would log, for each sending with a stack trace, is off. */
final class ReportedExports implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedExports.class);

    private final SpanExporter exporter;
    /** Without the path, which some services give a key. */
    private final String collector;

    private final AtomicBoolean failing = new AtomicBoolean();

    ReportedExports(SpanExporter exporter, URI endpoint) {
        this.exporter = exporter;
        this.collector = endpoint.getAuthority();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = exporter.export(spans);
        return result.whenComplete(() -> report(result.isSuccess()));
    }

    private void report(boolean sent) {
        if (failing.compareAndSet(sent, !sent)) {
            if (sent) {
                LOG.info("{} takes spans again", collector);
            } else {
                LOG.warn("{} does not take spans: they are dropped until it does", collector);
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}

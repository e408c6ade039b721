package musubi.system.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans by OTLP over HTTP, from a thread of its own. Whoever makes spans never waits: of those that cannot be sent, {@value #MAX_WAITING} wait in
 * memory, and more are dropped. A sending that fails is not repeated. Nothing is read from the environment variables of OpenTelemetry.
 */
final class OtlpTraces implements Traces {

    /** Some two megabytes. */
    static final int MAX_WAITING = 2_048;

    /** In one sending. */
    static final int MAX_SENT = 512;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long CLOSE_SECONDS = 2;

    private static final int MAX_ATTRIBUTES = 8;
    private static final int MAX_VALUE = 200;

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param endpoint with its path */
    OtlpTraces(URI endpoint) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setTimeout(TIMEOUT)
                // the next spans are waiting already
                .setRetryPolicy(null)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", "musubi")
                                .build())))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfAttributes(MAX_ATTRIBUTES)
                        .setMaxAttributeValueLength(MAX_VALUE)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new ReportedExports(exporter, endpoint))
                        .setMaxQueueSize(MAX_WAITING)
                        .setMaxExportBatchSize(MAX_SENT)
                        .setScheduleDelay(INTERVAL)
                        .setExporterTimeout(TIMEOUT)
                        .build())
                .build();
        this.tracer = provider.get("musubi");
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span request(String method) {
        var known = METHODS.contains(method) ? method : "_OTHER";
        var span = tracer.spanBuilder(known)
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", known)
                .startSpan();
        return OtlpSpan.ofThread(span, SpanKind.SERVER, known);
    }

    @Override
    public Span work(String name) {
        var span = tracer.spanBuilder(name).setNoParent().startSpan();
        return OtlpSpan.ofThread(span, SpanKind.INTERNAL, name);
    }

    @Override
    public Span call(Platform platform, String operation) {
        var called = switch (platform) {
            case LINE -> "LINE";
            case HUBSPOT -> "HubSpot";
        };
        var span = tracer.spanBuilder(called + " " + operation)
                .setParent(Context.current())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("peer.service", called)
                .setAttribute("musubi.operation", operation)
                .startSpan();
        return OtlpSpan.ofAnyThread(span);
    }

    @Override
    public void close() {
        var ignored = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}

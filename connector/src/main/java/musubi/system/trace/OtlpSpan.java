package musubi.system.trace;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A span of OpenTelemetry, with names of its semantic conventions where these have one. */
final class OtlpSpan implements Span {

    private final io.opentelemetry.api.trace.Span span;
    private final SpanKind kind;
    /** The method of a request. */
    private final String name;

    private final Scope scope;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean answered;

    private OtlpSpan(io.opentelemetry.api.trace.Span span, SpanKind kind, String name, Scope scope) {
        this.span = span;
        this.kind = kind;
        this.name = name;
        this.scope = scope;
    }

    /** To be closed by the thread that begins it, whose other spans become parts of it. */
    @SuppressWarnings("MustBeClosedChecker") // close() does
    static Span ofThread(io.opentelemetry.api.trace.Span span, SpanKind kind, String name) {
        return new OtlpSpan(span, kind, name, span.makeCurrent());
    }

    static Span ofAnyThread(io.opentelemetry.api.trace.Span span) {
        return new OtlpSpan(span, SpanKind.CLIENT, "", Scope.noop());
    }

    @Override
    public Span route(String template) {
        span.updateName(name + " " + template);
        span.setAttribute("http.route", template);
        return this;
    }

    @Override
    public Span connection(UUID id) {
        span.setAttribute("musubi.connection", id.toString());
        return this;
    }

    @Override
    public Span events(int number) {
        span.setAttribute("musubi.events", number);
        return this;
    }

    @Override
    public Span status(int status) {
        if (status > 0) {
            answered = true;
            span.setAttribute("http.response.status_code", status);
            // what somebody asks for wrongly is no failure of Musubi
            if (status >= (kind == SpanKind.SERVER ? 500 : 400)) {
                failed(String.valueOf(status));
            }
        }
        return this;
    }

    @Override
    public Span failed(String reason) {
        span.setAttribute("error.type", reason);
        span.setStatus(StatusCode.ERROR);
        return this;
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            if (!answered && kind != SpanKind.INTERNAL) {
                failed(kind == SpanKind.CLIENT ? "no_answer" : "exception");
            }
            scope.close();
            span.end();
        }
    }
}

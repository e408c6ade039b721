package musubi.system.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import musubi.system.ErrorDetail;
import musubi.system.Problems;
import musubi.system.Uploads;
import musubi.system.web.BoundedBody.Bounds;
import musubi.system.web.BoundedBody.Refusal;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;

/**
 * Limits the body of every request, before all filters and servlets: see {@link BoundedBody}. A form is small, other bodies have at most
 * 1 MiB. Files ({@code multipart/}) and {@linkplain LargeForm large forms} are read only after {@link Uploads} has admitted the request;
 * {@code spring.servlet.multipart} limits the size of files.
 */
final class BodyValve extends ValveBase {

    /** Most bytes of a body. */
    static final long MAX_BODY = 1 << 20;
    /** Most bytes of a form: Tomcat allocates the announced length of a form before it reads any of it. */
    static final long FORM = 32 << 10;

    /** Small bodies are accepted also while large ones use up the budget. */
    private static final long FREE = 32 << 10;

    private static final Duration UPLOAD_TIME = Duration.ofMinutes(10);

    private final Bounds bodies;
    private final Bounds forms;
    private final Bounds uploads;
    private final Predicate<HttpServletRequest> takesLargeForms;

    BodyValve(Duration time, BodyBudget bodies, BodyBudget uploads, Predicate<HttpServletRequest> takesLargeForms) {
        super(true);
        this.bodies = new Bounds(MAX_BODY, FREE, time, bodies);
        this.forms = new Bounds(FORM, FORM, time, bodies);
        this.uploads = new Bounds(Long.MAX_VALUE, 0, UPLOAD_TIME, uploads);
        this.takesLargeForms = takesLargeForms;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var length = request.getContentLengthLong();
        if (length == 0 || (length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null)) {
            getNext().invoke(request, response);
            return;
        }
        var type = String.valueOf(request.getContentType()).strip().toLowerCase(Locale.ROOT);
        var isUpload = type.startsWith("multipart/");
        var isForm = type.startsWith("application/x-www-form-urlencoded");
        var isLarge = isForm && length > FORM && takesLargeForms.test(request.getRequest());
        if (isUpload || isLarge) {
            Uploads.askAdmission(request);
        }
        var bounds = isUpload ? uploads : isForm && !isLarge ? forms : bodies;
        if (length > bounds.maxBytes()) {
            refuse(Refusal.TOO_LARGE, bounds, response);
            return;
        }
        var coyote = request.getCoyoteRequest();
        var body = new BoundedBody(coyote.getInputBuffer(), bounds, () -> Uploads.mayBeRead(request));
        // LeftoverValve removes it: the error page runs after this valve, and reads parameters too
        coyote.setInputBuffer(body);
        getNext().invoke(request, response);
        var refusal = body.refusal();
        if (refusal.isPresent() && !response.isCommitted()) {
            // whatever the reader made of it
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            response.setSuspended(false);
            response.reset();
            refuse(refusal.get(), bounds, response);
        } else if (!Uploads.mayBeRead(request) && response.isError() && !response.isCommitted()) {
            // the error page would look for parameters in the body
            response.setSuspended(false);
            response.resetBuffer();
            Problems.send(
                    response,
                    response.getStatus(),
                    "Files are not taken",
                    request.getAttribute(ErrorDetail.ATTRIBUTE) instanceof String detail
                            ? detail
                            : "Not here, or not from you.");
            response.setErrorReported();
        }
    }

    private static void refuse(Refusal refusal, Bounds bounds, Response response) throws IOException {
        switch (refusal) {
            case TOO_LARGE ->
                Problems.send(
                        response,
                        413,
                        "Body too large",
                        "What is sent here may have at most %d KiB.".formatted(bounds.maxBytes() >> 10));
            case TOO_SLOW ->
                Problems.send(
                        response,
                        408,
                        "Body too slow",
                        "All of it has to come within %d s, without a pause of 10 s."
                                .formatted(bounds.time().toSeconds()));
            case TOO_MANY -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "5");
                Problems.send(
                        response,
                        503,
                        "Too much at a time",
                        "Nothing was taken in: others are sending too much just now. Send the same again later.");
            }
            case NOT_ADMITTED ->
                Problems.send(response, 415, "No files here", "Files are not taken here, or not from you.");
        }
        response.setErrorReported();
    }
}

package musubi.content.media;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.system.Problems;
import musubi.system.RateLimit;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Serves media to LINE and to phones, without a login. A file never changes, so it may be cached for a year and longer.
 * Unknown ids, deleted ones and sizes that there are not are answered alike.
 */
@Hidden
@Controller
class MediaController {

    private static final Logger LOG = LoggerFactory.getLogger(MediaController.class);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** A reader has at least this time, and more for each byte: fewer than 8 KiB a second are too slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long SLOWEST_BYTES_A_SECOND = 8 << 10;

    private final MediaReads reads;

    MediaController(MediaReads reads) {
        this.reads = reads;
    }

    /** The file itself where no size is given. */
    @GetMapping({"/m/{mediaId}", "/m/{mediaId}/{size}"})
    void serve(
            @PathVariable String mediaId,
            @PathVariable Optional<String> size,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var address = RateLimit.key(request.getRemoteAddr());
        if (!reads.enter(address)) {
            busy(response);
            return;
        }
        try {
            answer(mediaId, size.orElse("original"), request, response);
        } catch (MediaReads.BusyException | DataAccessException e) {
            LOG.warn("A medium cannot be served: {}", e.getClass().getSimpleName());
            if (response.isCommitted()) {
                throw new CloseNowException("its rest cannot be read", e);
            }
            response.reset();
            busy(response);
        } finally {
            reads.leave(address);
        }
    }

    private static void busy(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Problems.send(response, 503, "Too many requests", "Wait a few seconds, then try again.");
    }

    private void answer(String id, String segment, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var size = MediumSize.of(segment);
        var found = size.isEmpty() || !ID.matcher(id).matches()
                ? Optional.<StoredFile>empty()
                : reads.file(UUID.fromString(id), size.get());
        if (found.isEmpty()) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            Problems.send(response, 404, "Not Found", "There is nothing at this address.");
            return;
        }
        var file = found.get();
        var tag = "\"" + id + "-" + segment + "\"";
        response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (has(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        var range = range(request, tag, file);
        if (range.isEmpty()) {
            response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.bytes());
            return;
        }
        send(file, range.get(), request, response);
    }

    private static boolean has(@Nullable String tags, String tag) {
        return tags != null && (tags.strip().equals("*") || tags.contains(tag));
    }

    /** Of GET alone; and where the client has a part of another file of that address, the whole. */
    private static Optional<ByteRange> range(HttpServletRequest request, String tag, StoredFile file) {
        var asked = request.getHeader(HttpHeaders.RANGE);
        var only = request.getHeader(HttpHeaders.IF_RANGE);
        return asked == null
                        || isHead(request)
                        || (only != null && !only.strip().equals(tag))
                ? Optional.of(ByteRange.all(file.bytes()))
                : ByteRange.of(asked, file.bytes());
    }

    private static boolean isHead(HttpServletRequest request) {
        return HttpMethod.HEAD.matches(request.getMethod());
    }

    private void send(StoredFile file, ByteRange range, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(file.contentType());
        response.setContentLengthLong(range.length());
        if (range.length() < file.bytes()) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(range.from(), range.to() - 1, file.bytes()));
        }
        if (isHead(request)) {
            return;
        }
        var begun = System.nanoTime();
        var out = response.getOutputStream();
        for (var at = range.from(); at < range.to(); ) {
            var part = reads.part(file, at, range.to());
            out.write(part);
            at += part.length;
            var longest = PATIENCE.plusSeconds((at - range.from()) / SLOWEST_BYTES_A_SECOND);
            if (System.nanoTime() - begun > longest.toNanos()) {
                throw new CloseNowException("it is read too slowly");
            }
        }
    }
}

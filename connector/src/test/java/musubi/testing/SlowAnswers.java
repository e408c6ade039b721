package musubi.testing;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Answers truly, but stops in the middle of the body, sends it byte by byte, or never ends it. */
final class SlowAnswers implements Filter {

    private record Slow(Pattern path, Fault.Kind kind, CountDownLatch over) {}

    private volatile @Nullable Slow slow;

    void begin(String path, Fault.Kind kind) {
        end();
        slow = new Slow(Pattern.compile(path), kind, new CountDownLatch(1));
    }

    void end() {
        var now = slow;
        if (now != null) {
            now.over().countDown();
        }
        slow = null;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var now = slow;
        if (now == null
                || !now.path()
                        .matcher(((HttpServletRequest) request).getRequestURI())
                        .matches()) {
            chain.doFilter(request, response);
            return;
        }
        var whole = new ContentCachingResponseWrapper((HttpServletResponse) response);
        chain.doFilter(request, whole);
        try {
            send(now, whole.getContentAsByteArray(), response.getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException given) {
            // the client gave up, as it should
        }
    }

    private static void send(Slow slow, byte[] body, OutputStream to) throws IOException, InterruptedException {
        switch (slow.kind()) {
            case STALL -> {
                to.write(body, 0, body.length / 2);
                to.flush();
                var ignored = slow.over().await(30, TimeUnit.SECONDS);
            }
            case TRICKLE -> {
                // blanks after the end of JSON say nothing
                for (var one :
                        (new String(body, StandardCharsets.UTF_8) + " ".repeat(100)).getBytes(StandardCharsets.UTF_8)) {
                    to.write(one);
                    to.flush();
                    if (slow.over().await(100, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
            case FLOOD -> {
                var blanks = new byte[64 * 1024];
                Arrays.fill(blanks, (byte) ' ');
                while (slow.over().getCount() > 0) {
                    to.write(blanks);
                }
            }
            case ANSWER, ANSWER_AFTER, CUT_BEFORE, CUT_AFTER, HANG, HANG_AFTER, DELAY ->
                throw new IllegalArgumentException(slow.kind() + " (expected: STALL, TRICKLE or FLOOD)");
        }
    }
}

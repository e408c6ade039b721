package musubi.system.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Handles the rest of a body that nobody read. After the answer, a limited part of it is read and dropped, so that the answer reaches a
 * client that is still sending and the connection can be reused; if there is more, the connection is closed. Tomcat by itself would read
 * for as long as bytes trickle.
 */
final class LeftoverValve extends ValveBase {

    private static final long MAX_BYTES = 4 << 20;
    private static final long TIME = Duration.ofSeconds(2).toNanos();

    LeftoverValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var coyote = request.getCoyoteRequest();
        var source = coyote.getInputBuffer();
        try {
            getNext().invoke(request, response);
        } finally {
            if (coyote.getInputBuffer() instanceof BoundedBody body) {
                coyote.setInputBuffer(source);
                body.release();
            }
        }
        if (request.isAsync() || isRead(request)) {
            return;
        }
        try {
            response.finishResponse();
            // the client waits for "100 Continue" and has got an error instead
            if (!coyote.hasExpectation()) {
                drop(request);
            }
        } catch (IOException gone) {
            // closed below
        }
        if (!isRead(request)) {
            coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static void drop(Request request) throws IOException {
        var begun = System.nanoTime();
        var dropped = 0L;
        while (dropped < MAX_BYTES && System.nanoTime() - begun < TIME) {
            var count = request.getCoyoteRequest().doRead(new Nowhere());
            if (count < 0) {
                return;
            }
            dropped += count;
        }
    }

    private static boolean isRead(Request request) {
        var read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    /** Receives chunks of Tomcat, which sets the limit of a buffer afterwards and so needs it back. */
    private static final class Nowhere implements ApplicationBufferHandler {

        private ByteBuffer dropped = EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            dropped = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return dropped;
        }

        @Override
        public void expand(int size) {
            // nothing is stored
        }
    }
}

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
 * What nobody wanted to read of a body. A little is read and dropped after the answer, so that it arrives at who is still
 * sending and the connection can be used again; then the connection is closed. Tomcat alone would read on for as long as
 * bytes trickle.
 */
final class LeftoverValve extends ValveBase {

    private static final long MOST = 4 << 20;
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
            // who waits for a word before sending has got another one
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
        while (dropped < MOST && System.nanoTime() - begun < TIME) {
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

    /** Tomcat hands a chunk over, and then sets its limit: the buffer has to be given back to it. */
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
            // nothing is kept
        }
    }
}

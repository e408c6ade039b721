package musubi.system.web;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1 with a limit on the time that the head of a request takes. Tomcat's own time-out starts again with each byte, so that
 * a head of 16 KiB could take a day.
 */
public final class PromptHeads extends Http11NioProtocol {

    private volatile Duration headTime = Duration.ofSeconds(20);

    /** How long the complete head may take. */
    void headTime(Duration time) {
        headTime = time;
    }

    @Override
    protected Processor createProcessor() {
        return new PromptProcessor(this);
    }

    private static final class PromptProcessor extends Http11Processor {

        private final PromptHeads protocol;
        private boolean incomplete;
        private long since;

        PromptProcessor(PromptHeads protocol) {
            super(protocol, protocol.getAdapter());
            this.protocol = protocol;
        }

        /** Called whenever more of the head has arrived. */
        @Override
        public SocketState service(SocketWrapperBase<?> connection) throws IOException {
            if (incomplete && System.nanoTime() - since > protocol.headTime.toNanos()) {
                incomplete = false;
                return SocketState.CLOSED;
            }
            if (!incomplete) {
                since = System.nanoTime();
            }
            var state = super.service(connection);
            incomplete = state == SocketState.LONG && !isAsync();
            return state;
        }
    }
}

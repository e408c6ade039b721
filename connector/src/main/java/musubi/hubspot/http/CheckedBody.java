package musubi.hubspot.http;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * A request's body that is checked as late as possible: when its connection is there and its head is written. Between a call's place under the limit and
 * that moment are a connection to open and a turn of the processor; a process may be stopped there and wake when another one has done more. A request
 * without its body is none.
 */
final class CheckedBody implements BodyPublisher {

    private static final Subscription NOTHING = new Subscription() {
        @Override
        public void request(long parts) {
            // nothing comes
        }

        @Override
        public void cancel() {
            // nothing came
        }
    };

    private final BodyPublisher body;
    private final Runnable check;
    private volatile Optional<RuntimeException> refusal = Optional.empty();

    /** @param check throws when the body must not be sent any more */
    CheckedBody(BodyPublisher body, Runnable check) {
        this.body = body;
        this.check = check;
    }

    /** Why it was not sent, as the check said. */
    Optional<RuntimeException> refusal() {
        return refusal;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        try {
            check.run();
        } catch (RuntimeException refused) {
            refusal = Optional.of(refused);
            subscriber.onSubscribe(NOTHING);
            subscriber.onError(new IOException("not sent", refused));
            return;
        }
        body.subscribe(subscriber);
    }
}

package musubi.broadcast;

import java.io.Serial;

/** What was asked for makes no sense in the state that the broadcast is in. Nothing was changed. */
public final class BroadcastStateException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final BroadcastState state;

    public BroadcastStateException(BroadcastState state) {
        super("the broadcast is " + state);
        this.state = state;
    }

    /** The state that it is in. */
    public BroadcastState state() {
        return state;
    }
}

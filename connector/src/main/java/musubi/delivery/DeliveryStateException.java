package musubi.delivery;

import java.io.Serial;

/** What was asked for makes no sense in the state that the delivery is in. Nothing was changed. */
public final class DeliveryStateException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final DeliveryState state;

    /** @param state that it is in */
    public DeliveryStateException(DeliveryState state) {
        super("the delivery is " + state);
        this.state = state;
    }

    /** The state that it is in. */
    public DeliveryState state() {
        return state;
    }
}

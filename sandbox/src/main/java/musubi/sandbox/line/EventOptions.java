package musubi.sandbox.line;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an event is told: when it happened, how often it is sent, what is odd about it. */
record EventOptions(
        @Nullable Instant at,
        int copies,
        boolean standby,
        boolean withoutUserId,
        boolean unknownFields,
        Signature signature) {

    static final EventOptions DEFAULT = new EventOptions(null, 1, false, false, false, Signature.RIGHT);

    EventOptions at(Instant at) {
        return new EventOptions(at, copies, standby, withoutUserId, unknownFields, signature);
    }

    EventOptions copies(int copies) {
        return new EventOptions(at, copies, standby, withoutUserId, unknownFields, signature);
    }

    EventOptions inStandby() {
        return new EventOptions(at, copies, true, withoutUserId, unknownFields, signature);
    }

    EventOptions hidingUserId() {
        return new EventOptions(at, copies, standby, true, unknownFields, signature);
    }

    EventOptions withUnknownFields() {
        return new EventOptions(at, copies, standby, withoutUserId, true, signature);
    }

    EventOptions signature(Signature signature) {
        return new EventOptions(at, copies, standby, withoutUserId, unknownFields, signature);
    }
}

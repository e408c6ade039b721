package musubi.sandbox.line.account;

import java.time.Instant;
import musubi.sandbox.line.Signature;
import org.jspecify.annotations.Nullable;

/** How an event is sent: its time, the number of copies, and what is unusual about it. */
public record EventOptions(
        @Nullable Instant at,
        int copies,
        boolean standby,
        boolean withoutUserId,
        boolean unknownFields,
        Signature signature) {

    public static final EventOptions DEFAULT = new EventOptions(null, 1, false, false, false, Signature.RIGHT);

    public EventOptions at(Instant at) {
        return new EventOptions(at, copies, standby, withoutUserId, unknownFields, signature);
    }

    public EventOptions copies(int copies) {
        return new EventOptions(at, copies, standby, withoutUserId, unknownFields, signature);
    }

    public EventOptions inStandby() {
        return new EventOptions(at, copies, true, withoutUserId, unknownFields, signature);
    }

    public EventOptions hidingUserId() {
        return new EventOptions(at, copies, standby, true, unknownFields, signature);
    }

    public EventOptions withUnknownFields() {
        return new EventOptions(at, copies, standby, withoutUserId, true, signature);
    }

    public EventOptions signature(Signature signature) {
        return new EventOptions(at, copies, standby, withoutUserId, unknownFields, signature);
    }
}

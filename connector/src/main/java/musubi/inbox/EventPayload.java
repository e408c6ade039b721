package musubi.inbox;

import java.util.Arrays;

/**
 * The kind of an event and its contents. They are one value because the kind defines how the contents are read.
 *
 * @param json as its maker wrote it, in UTF-8; stored encrypted
 */
public record EventPayload(EventKind kind, byte[] json) {

    @Override
    public boolean equals(Object other) {
        return other instanceof EventPayload payload && kind == payload.kind && Arrays.equals(json, payload.json);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(json);
    }

    /** Does not contain the bytes: they would end in a log. */
    @Override
    public String toString() {
        return "EventPayload[kind=%s]".formatted(kind);
    }
}

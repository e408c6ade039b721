package musubi.message;

import java.io.Serial;

/** Ends the rendering of a message that this person cannot get. */
final class NotForThisPerson extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Rendering rendering;

    NotForThisPerson(Rendering rendering) {
        // without a stack: it is no fault, and there may be a million
        super(null, null, false, false);
        this.rendering = rendering;
    }

    Rendering rendering() {
        return rendering;
    }
}

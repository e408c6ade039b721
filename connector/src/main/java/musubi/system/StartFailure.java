package musubi.system;

import org.jspecify.annotations.Nullable;

/**
 * Musubi cannot start until a person does something. It is printed as two sentences without a stack trace. Neither may contain secrets or
 * anything about friends.
 */
public final class StartFailure extends RuntimeException {

    private final String action;

    /**
     * @param what what happened, and to what
     * @param action what the person can do
     */
    public StartFailure(String what, String action) {
        this(what, action, null);
    }

    /** The same, with the cause for debugging. */
    public StartFailure(String what, String action, @Nullable Throwable cause) {
        super(what, cause);
        this.action = action;
    }

    /** What the person can do. */
    public String action() {
        return action;
    }
}

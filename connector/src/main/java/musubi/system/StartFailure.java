package musubi.system;

import org.jspecify.annotations.Nullable;

/**
 * Musubi cannot start, and a person has to do something about it. Told on the console as two sentences, without a
 * stack trace; both must be free of secrets and of anything about friends.
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

    /** The same, keeping what caused it for those who debug. */
    public StartFailure(String what, String action, @Nullable Throwable cause) {
        super(what, cause);
        this.action = action;
    }

    /** What the person can do. */
    public String action() {
        return action;
    }
}

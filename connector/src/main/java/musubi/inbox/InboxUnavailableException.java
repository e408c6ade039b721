package musubi.inbox;

import org.jspecify.annotations.Nullable;

/** Events could not be stored; whoever sent them has to send them again. */
public final class InboxUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * With the reason, for the log.
     *
     * @param cause null when nothing was thrown
     */
    public InboxUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

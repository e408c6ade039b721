package musubi.inbox;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/** Events could not be stored for now, which is no bug; whoever sent them has to send them again. */
public final class InboxUnavailableException extends TransientDataAccessResourceException {

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

package musubi.inbox;

import org.springframework.dao.TransientDataAccessResourceException;

/** Events could not be stored for now, which is no bug; whoever sent them has to send them again. */
public final class InboxUnavailableException extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1;

    /**
     * With the reason, for the log.
     */
    public InboxUnavailableException(String message) {
        super(message);
    }

    /**
     * With the reason, for the log, and what was thrown.
     */
    public InboxUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package musubi.system.command;

/** A command does not do what it was asked for. The message is for the person at the terminal: what, where, and what to do. */
public final class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message without secrets and without anything about friends */
    public CommandRefusedException(String message) {
        super(message);
    }

    /** The same, with the cause for debugging. */
    public CommandRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

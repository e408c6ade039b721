package musubi.backup;

/** A file is no back-up, or not as it was written. */
final class DamagedBackupException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message continues "FILE is not put back: …" */
    DamagedBackupException(String message) {
        super(message);
    }

    /** The same, with the cause for debugging. */
    DamagedBackupException(String message, Throwable cause) {
        super(message, cause);
    }
}

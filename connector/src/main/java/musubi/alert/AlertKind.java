package musubi.alert;

/**
 * What people can be told. Each is switched on and off by itself, per person and per webhook. The names are stored, so they must not
 * change; a new one needs texts in the bundle {@code alerts} and something that calls {@link Outbox} or a cause in {@link CurrentCauses}.
 */
public enum AlertKind {
    /** A platform refuses the connection's credentials, or LINE does not send its events here. */
    CONNECTION_REFUSED,
    /** HubSpot has not carried out the portal's calls for more than ten minutes. */
    OUTAGE,
    /** Events failed and wait for a person. */
    FAILURES_WAITING,
    /** LINE counts clearly fewer messages of a day than it has accepted. */
    MESSAGES_MISSING,
    /** An import is done or has failed. */
    IMPORT_FINISHED
}

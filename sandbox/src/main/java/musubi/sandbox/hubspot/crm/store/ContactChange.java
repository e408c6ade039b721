package musubi.sandbox.hubspot.crm.store;

/** A change of a contact, for the apps that subscribe to it. */
public sealed interface ContactChange {

    long contactId();

    record Created(long contactId) implements ContactChange {}

    /** Moved to the recycle bin, or deleted permanently. */
    record Deleted(long contactId) implements ContactChange {}

    record Restored(long contactId) implements ContactChange {}

    /** A privacy deletion. */
    record GdprDeleted(long contactId) implements ContactChange {}

    /**
     * A property has another value.
     *
     * @param value empty when it was cleared
     */
    record PropertyChanged(long contactId, String property, String value) implements ContactChange {}

    /**
     * Two contacts became one.
     *
     * @param contactId the primary's
     * @param survivorId the primary's too, or a new one
     * @param moved the number of values that the other had and the primary did not
     */
    record Merged(long contactId, long otherId, long survivorId, int moved) implements ContactChange {}
}

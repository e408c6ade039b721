package musubi.sandbox.hubspot.crm.store;

/** What happened to a contact, for the apps that are told of it. */
public sealed interface ContactChange {

    long contactId();

    record Created(long contactId) implements ContactChange {}

    /** Into the recycle bin, or gone for good. */
    record Deleted(long contactId) implements ContactChange {}

    record Restored(long contactId) implements ContactChange {}

    /** A privacy deletion. */
    record GdprDeleted(long contactId) implements ContactChange {}

    /**
     * Another value.
     *
     * @param value empty when it was cleared
     */
    record PropertyChanged(long contactId, String property, String value) implements ContactChange {}

    /**
     * Two contacts became one.
     *
     * @param contactId the primary's
     * @param survivorId the primary's too, or a new one
     * @param moved how many values the other had and the primary had not
     */
    record Merged(long contactId, long otherId, long survivorId, int moved) implements ContactChange {}
}

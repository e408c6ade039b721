package musubi.sandbox.hubspot.crm.store;

/** Writes that become visible together or not at all. */
interface Writes {

    /** Makes all writes visible and passes them to the search index. */
    void commit();

    /** Undoes all writes. */
    void rollback();
}

package musubi.sandbox.hubspot.crm.store;

/** Writes that become visible together, or not at all. */
interface Writes {

    /** Makes all of it seen; the search index hears of it. */
    void commit();

    /** Takes all of it back. */
    void rollback();
}

package musubi.sandbox.hubspot;

/**
 * How a {@code batch/read} fails to return a contact that exists. HubSpot documents an entry of {@code errors} for each
 * row it cannot return, of any category; in practice answers with fewer rows than requested were observed too.
 */
public enum ReadFlaw {
    /** Neither among the results nor among the errors. */
    LEFT_OUT,
    /** Among the errors, with a reason that does not tell whether the contact exists. */
    INTERNAL_ERROR
}

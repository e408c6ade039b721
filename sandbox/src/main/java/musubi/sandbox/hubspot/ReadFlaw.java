package musubi.sandbox.hubspot;

/**
 * How a {@code batch/read} fails to speak of a contact that is there. HubSpot documents an entry of {@code errors} for
 * each row it cannot give, of any category; connectors in the field also met answers with fewer rows than were asked for.
 */
public enum ReadFlaw {
    /** Neither among the results nor among the errors. */
    LEFT_OUT,
    /** Among the errors, for a reason that says nothing of whether the contact exists. */
    INTERNAL_ERROR
}

package musubi.tracking;

/**
 * For whom a link is made.
 *
 * @param contactId HubSpot's record id
 * @param userId the LINE user id
 */
public record ClickPerson(long contactId, String userId) {

    /** Leaves out the person. */
    @Override
    public String toString() {
        return "ClickPerson";
    }
}

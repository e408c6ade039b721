package musubi.delivery;

/**
 * Who gets a message.
 *
 * @param contactId HubSpot's record id
 * @param userId the LINE user id
 */
public record Recipient(long contactId, String userId) {

    /** Leaves out the person. */
    @Override
    public String toString() {
        return "Recipient";
    }
}

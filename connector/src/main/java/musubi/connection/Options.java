package musubi.connection;

/**
 * What a connection does beyond the ordinary.
 *
 * @param autoCreateContacts a follow, a message or an unblock makes a contact where there is none
 * @param useOutsideLineIds a LINE user id that somebody gives a HubSpot contact is taken up
 * @param createTaskOnMessage a message makes a task for the contact's owner
 * @param askEmailOnLogin LINE Login asks for the e-mail address
 */
public record Options(
        boolean autoCreateContacts, boolean useOutsideLineIds, boolean createTaskOnMessage, boolean askEmailOnLogin) {

    /** What a new connection has. */
    public static final Options DEFAULT = new Options(true, true, false, false);
}

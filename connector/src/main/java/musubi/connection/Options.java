package musubi.connection;

import musubi.connection.sending.SendingOptions;

/**
 * The options of a connection.
 *
 * @param autoCreateContacts a follow, a message or an unblock creates a contact when there is none
 * @param useOutsideLineIds a LINE user id that somebody enters in a HubSpot contact links the contact to the friend
 * @param createTaskOnMessage a message creates a task for the contact's owner
 * @param askEmailOnLogin LINE Login requests the e-mail address
 * @param language of what messages fill in: dates, numbers, choices
 */
public record Options(
        boolean autoCreateContacts,
        boolean useOutsideLineIds,
        boolean createTaskOnMessage,
        boolean askEmailOnLogin,
        Language language,
        SendingOptions sending) {

    /** The options of a new connection. */
    public static Options defaults(Language language) {
        return new Options(true, true, false, false, language, SendingOptions.DEFAULT);
    }
}

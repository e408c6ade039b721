package musubi.connection;

/**
 * Why a connection cannot be made, changed or repaired. The sentences are in the message bundles, in each language: {@code
 * refusal.<code>}.
 */
public enum RefusalCode {
    // what was entered
    /** A needed field is empty. */
    REQUIRED(0),
    /** The name is empty or too long. Argument: the maximum number of characters. */
    NAME_LENGTH(1),
    /** A credential with blanks or other characters that credentials never have. */
    CREDENTIAL_FORMAT(0),
    /** A channel id that is not a number. */
    CHANNEL_ID_FORMAT(0),
    /** There is neither a channel access token nor a channel id. */
    TOKEN_OR_CHANNEL_ID_REQUIRED(0),
    /** A LINE Login channel id without its secret. */
    LOGIN_SECRET_REQUIRED(0),
    /** A LINE Login channel secret without its id. */
    LOGIN_ID_REQUIRED(0),
    /** A LINE Login channel secret that does not have 32 hexadecimal digits. */
    LOGIN_SECRET_FORMAT(0),
    /** Not the URL of a web page. Argument: the maximum number of characters. */
    PAGE_URL_FORMAT(1),
    /** There is neither an access token of HubSpot nor a portal. */
    TOKEN_OR_PORTAL_REQUIRED(0),
    /** There are both an access token of HubSpot and a portal. */
    TOKEN_AND_PORTAL(0),
    /** A portal id that is not positive. */
    PORTAL_ID_FORMAT(0),
    /** A key that no property has. Argument: the keys that there are, separated by commas. */
    PROPERTY_UNKNOWN(1),
    /** Not an internal name of a property. */
    PROPERTY_NAME_FORMAT(0),

    // LINE
    /** A call to LINE did not succeed. Argument: {@link musubi.line.LineFailure#text}. */
    LINE_FAILED(1),
    /** The token and the channel id are of different accounts. */
    TWO_ACCOUNTS(0),
    /** Another account than the connection's. Arguments: the basic ids of this account and of the connection's. */
    OTHER_ACCOUNT(2),
    /** The account has a connection already. Arguments: its basic id, the connection's name and id. */
    ALREADY_CONNECTED(3),

    // HubSpot
    /** HubSpot refuses a call. Argument: HubSpot's message. */
    HUBSPOT_REJECTED(1),
    /** HubSpot cannot be reached. Argument: the host. */
    HUBSPOT_UNREACHABLE(1),
    /** HubSpot has a problem or a limit. Argument: HubSpot's message. */
    HUBSPOT_UNAVAILABLE(1),
    /** HubSpot's response cannot be read. */
    HUBSPOT_UNREADABLE(0),
    /** HubSpot does not accept the access token. */
    HUBSPOT_TOKEN_REFUSED(0),
    /** HubSpot does not allow the token what Musubi needs. */
    HUBSPOT_TOKEN_FORBIDDEN(0),
    /** The token lacks a scope. Argument: the scope. */
    TOKEN_SCOPE_MISSING(1),
    /** HubSpot does not accept the app's access. Arguments: HubSpot's message, the portal id. */
    APP_REFUSED(2),
    /** The app lacks a scope. Argument: the scope. */
    APP_SCOPE_MISSING(1),
    /** The app is not installed in the portal any more. Argument: the portal id. */
    APP_NOT_INSTALLED(1),
    /** Another portal than the connection's. Arguments: the ids of this portal and of the connection's. */
    OTHER_PORTAL(2),
    /** Another connection is being made and takes too long. */
    BUSY(0),

    // properties in HubSpot
    /** Two of our properties have the same name. Argument: the name. */
    PROPERTY_NAMED_TWICE(1),
    /** There is no such property in HubSpot. Argument: the name. */
    PROPERTY_MISSING(1),
    /** A property that a person named does not fit. Arguments: its name, the differences. */
    MAPPED_PROPERTY_UNSUITABLE(2),
    /** A property with one of our names does not fit. Arguments: its name, the differences, the key of ours. */
    PROPERTY_UNSUITABLE(3),
    /** The portal has too many unique properties. Arguments: the limit, how many there are, the name and the key of ours. */
    UNIQUE_PROPERTY_LIMIT(4),
    /** HubSpot says that a property exists, but does not list it. Argument: its name. */
    PROPERTY_NOT_LISTED(1),
    /** HubSpot does not create a property. Arguments: its name, HubSpot's message. */
    PROPERTY_NOT_CREATED(2);

    private final int arguments;

    RefusalCode(int arguments) {
        this.arguments = arguments;
    }

    /** How many arguments the sentence has. */
    public int arguments() {
        return arguments;
    }
}

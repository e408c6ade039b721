package musubi.broadcast;

/** Why somebody in the audience gets nothing. */
public enum LeftOut {
    /** Blocks the account. */
    BLOCKED("blocked"),
    /** Has no LINE user id of this account, or is no contact any more. */
    NOT_A_FRIEND("notAFriend"),
    /** What stands in the place of the LINE user id is none. */
    WRONG_ID("wrongId"),
    /** Does not want any. */
    OPTED_OUT("optedOut"),
    /** Got one within the days that the audience says. */
    RECENTLY_REACHED("recentlyReached"),
    /** Has no value for something that the message needs. */
    MISSING_VALUE("missingValue"),
    /** With this person's values the message is longer than LINE takes. */
    TOO_LONG("tooLong"),
    /** Is in it already, as another contact or a former one. */
    DUPLICATE("duplicate");

    private final String key;

    LeftOut(String key) {
        this.key = key;
    }

    /** The name in REST. */
    public String key() {
        return key;
    }
}

package musubi.contact;

/** Whether the friend follows the account: the options of {@code LINE Follow}. */
public enum FollowState {
    /** Blocked the account, or LINE does not know the id. */
    NO,
    /** Follows, or at least wrote. */
    YES
}

package musubi.sandbox.line;

/**
 * What a person does on LINE Login's consent screen.
 *
 * @param agrees false: taps Cancel
 * @param sharesEmail leaves the e-mail address ticked, where it is asked for
 * @param addsFriend adds the official account as a friend, or unblocks it, where that is offered
 */
public record Consent(boolean agrees, boolean sharesEmail, boolean addsFriend) {

    /** Agrees to all that is asked for; does not add the account as a friend. */
    public static Consent given() {
        return new Consent(true, true, false);
    }

    /** Cancels. */
    public static Consent declined() {
        return new Consent(false, false, false);
    }

    /** The same, keeping the e-mail address private. */
    public Consent withoutEmail() {
        return new Consent(agrees, false, addsFriend);
    }

    /** The same, adding the account as a friend where that is offered. */
    public Consent addingFriend() {
        return new Consent(agrees, sharesEmail, true);
    }
}

package musubi.line;

import java.net.URI;

/**
 * What a friend is sent to LINE with.
 *
 * @param redirectUri where LINE sends the friend back; registered as callback URL in LINE's console
 * @param state comes back as it is; letters and digits
 * @param nonce comes back inside the id token; letters and digits
 * @param verifier the secret of PKCE, 43 to 128 characters; its hash goes to LINE now, itself with the code
 * @param email whether to ask for the e-mail address; LINE refuses it ({@code INVALID_SCOPE}) where the channel has no
 *     permission for it
 * @param prompt how the friend is asked to add the account
 * @param language of LINE's pages, a BCP 47 tag
 * @param autoLogin false: the friend logs in by hand, for browsers in which LINE's automatic way fails
 * @see <a href="https://developers.line.biz/en/docs/line-login/integrate-line-login/">Integrating LINE Login</a>
 */
public record LoginRequest(
        URI redirectUri,
        String state,
        String nonce,
        String verifier,
        boolean email,
        AddFriendPrompt prompt,
        String language,
        boolean autoLogin) {

    /** How LINE offers the Official Account that is linked with the Login channel. */
    public enum AddFriendPrompt {
        /** A box to tick on the consent page. */
        NORMAL,
        /** A page of its own after the consent. */
        AGGRESSIVE
    }

    /** Does not tell what must stay secret. */
    @Override
    public String toString() {
        return "LoginRequest[…]";
    }
}

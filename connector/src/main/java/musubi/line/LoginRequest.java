package musubi.line;

import java.net.URI;

/**
 * The parameters of an authorization request to LINE Login.
 *
 * @param redirectUri where LINE redirects the friend to; registered as callback URL in the LINE Developers console
 * @param state returned unchanged in the redirect; letters and digits
 * @param nonce returned inside the id token; letters and digits
 * @param verifier the code verifier of PKCE, 43 to 128 characters; only its hash is sent in this request
 * @param email whether to request the e-mail address; LINE refuses that ({@code INVALID_SCOPE}) where the channel has no
 *     permission for it
 * @param prompt how the friend is asked to add the account as a friend
 * @param language of LINE's pages, a BCP 47 tag
 * @param autoLogin false: LINE asks for the login by hand, for browsers in which auto login fails
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
        /** A check box on the consent page. */
        NORMAL,
        /** A separate page after the consent. */
        AGGRESSIVE
    }

    /** Leaves out what must stay secret. */
    @Override
    public String toString() {
        return "LoginRequest[…]";
    }
}

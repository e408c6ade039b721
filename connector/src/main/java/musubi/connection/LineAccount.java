package musubi.connection;

import java.util.Optional;

/**
 * What a person enters of a LINE Official Account. In a {@link NewConnection} the channel secret is needed, and the
 * access token or the channel id; in a {@link ConnectionChange} what is empty stays as it is.
 *
 * @param channelSecret signs the webhooks
 * @param channelAccessToken a long-lived one; without it tokens of 15 minutes are issued with channel id and secret
 * @param channelId the Messaging API channel's
 * @param loginChannelId the LINE Login channel's, of the same provider; in a change there but empty: none any more
 * @param loginChannelSecret its secret
 * @param pageAfterLogin where friends go after linking; there but empty: to our own page
 */
public record LineAccount(
        Optional<String> channelSecret,
        Optional<String> channelAccessToken,
        Optional<String> channelId,
        Optional<String> loginChannelId,
        Optional<String> loginChannelSecret,
        Optional<String> pageAfterLogin) {

    /**
     * Takes away the blanks that come along with copying; what is blank altogether counts as empty, but for what can be taken
     * away so.
     */
    public LineAccount {
        channelSecret = cleaned(channelSecret);
        channelAccessToken = cleaned(channelAccessToken);
        channelId = cleaned(channelId);
        loginChannelId = loginChannelId.map(String::strip);
        loginChannelSecret = cleaned(loginChannelSecret);
        pageAfterLogin = pageAfterLogin.map(String::strip);
    }

    /** Whether the LINE Login channel is to be taken away. */
    boolean withoutLogin() {
        return loginChannelId.filter(String::isEmpty).isPresent();
    }

    static Optional<String> cleaned(Optional<String> entered) {
        return entered.map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Nothing entered. */
    public static final LineAccount NONE = new LineAccount(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Does not tell the secrets. */
    @Override
    public String toString() {
        return "LineAccount[…]";
    }
}

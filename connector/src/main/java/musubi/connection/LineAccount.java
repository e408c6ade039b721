package musubi.connection;

import java.util.Optional;

/**
 * The input for a LINE Official Account. In a {@link NewConnection} the channel secret is required, and the access token or the
 * channel id; in a {@link ConnectionChange} an empty field stays as it is.
 *
 * @param channelSecret the key of webhook signatures
 * @param channelAccessToken a long-lived token; without it, tokens valid for 15 minutes are issued with channel id and secret
 * @param channelId of the Messaging API channel
 * @param loginChannelId of the LINE Login channel, of the same provider; an empty string in a change removes the LINE Login channel
 * @param loginChannelSecret of the LINE Login channel
 * @param pageAfterLogin the URL of the page that friends see after linking; an empty string: our own page
 */
public record LineAccount(
        Optional<String> channelSecret,
        Optional<String> channelAccessToken,
        Optional<String> channelId,
        Optional<String> loginChannelId,
        Optional<String> loginChannelSecret,
        Optional<String> pageAfterLogin) {

    /**
     * Removes blanks around the values, as from copying. A blank value is the same as none, except for the fields in which an empty
     * string has a meaning.
     */
    public LineAccount {
        channelSecret = cleaned(channelSecret);
        channelAccessToken = cleaned(channelAccessToken);
        channelId = cleaned(channelId);
        loginChannelId = loginChannelId.map(String::strip);
        loginChannelSecret = cleaned(loginChannelSecret);
        pageAfterLogin = pageAfterLogin.map(String::strip);
    }

    /** Whether the LINE Login channel is to be removed. */
    public boolean removesLogin() {
        return loginChannelId.filter(String::isEmpty).isPresent();
    }

    /** Whether there is any credential of the Messaging API channel. */
    public boolean hasMessagingCredentials() {
        return channelSecret.isPresent() || channelAccessToken.isPresent() || channelId.isPresent();
    }

    /** The value without blanks around it; empty when nothing is left. */
    public static Optional<String> cleaned(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** No input. */
    public static final LineAccount NONE = new LineAccount(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Leaves out the secrets. */
    @Override
    public String toString() {
        return "LineAccount[…]";
    }
}

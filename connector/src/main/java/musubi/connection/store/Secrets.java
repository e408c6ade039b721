package musubi.connection.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import musubi.connection.Connection.Access;
import musubi.line.LineCredentials;
import musubi.line.LoginChannel;

/**
 * The decrypted credentials of a connection. They stay in this module and in memory.
 *
 * @param channelId the Messaging API channel's; not secret, but of use only with its secret
 * @param hubspotAccessToken empty: access by the app that is installed in the portal
 */
public record Secrets(
        String channelSecret,
        Optional<String> channelAccessToken,
        Optional<String> channelId,
        Optional<String> loginChannelId,
        Optional<String> loginChannelSecret,
        Optional<String> hubspotAccessToken) {

    byte[] signatureKey() {
        return channelSecret.getBytes(StandardCharsets.UTF_8);
    }

    /** The credentials to call the Messaging API with: the access token if there is one. */
    public LineCredentials lineCredentials() {
        return channelAccessToken.isPresent()
                ? new LineCredentials.LongLived(channelAccessToken.get())
                : new LineCredentials.Stateless(channelId.orElseThrow(), channelSecret);
    }

    /** The LINE Login channel; empty when there is none. */
    public Optional<LoginChannel> loginChannel(String key) {
        return loginChannelId.flatMap(id -> loginChannelSecret.map(secret -> new LoginChannel(key, id, secret)));
    }

    /** How the portal is accessed. */
    public Access access() {
        return hubspotAccessToken.isPresent() ? Access.TOKEN : Access.OAUTH;
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}

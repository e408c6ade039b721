package musubi.connection;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import musubi.line.LineCredentials;
import musubi.line.LoginChannel;

/**
 * What opens both sides, decrypted. Stays in this package and in memory.
 *
 * @param channelId the Messaging API channel's; not secret, but of use only with its secret
 * @param hubspotAccessToken empty: by the portal's grant
 */
record Secrets(
        String channelSecret,
        Optional<String> channelAccessToken,
        Optional<String> channelId,
        Optional<String> loginChannelId,
        Optional<String> loginChannelSecret,
        Optional<String> hubspotAccessToken) {

    byte[] signatureKey() {
        return channelSecret.getBytes(StandardCharsets.UTF_8);
    }

    LineCredentials lineCredentials() {
        return channelAccessToken.isPresent()
                ? new LineCredentials.LongLived(channelAccessToken.get())
                : new LineCredentials.Stateless(channelId.orElseThrow(), channelSecret);
    }

    /** Empty when there is none. */
    Optional<LoginChannel> loginChannel(String key) {
        return loginChannelId.flatMap(id -> loginChannelSecret.map(secret -> new LoginChannel(key, id, secret)));
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}

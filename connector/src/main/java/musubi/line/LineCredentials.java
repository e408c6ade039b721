package musubi.line;

/**
 * Credentials of a Messaging API channel.
 *
 * @see <a href="https://developers.line.biz/en/docs/basics/channel-access-token/">Channel access tokens</a>
 */
public sealed interface LineCredentials {

    /** A token issued in the LINE Developers console, valid until it is revoked there. */
    record LongLived(String accessToken) implements LineCredentials {
        @Override
        public String toString() {
            return "LongLived[…]";
        }
    }

    /** The channel's id and secret; tokens that are valid for 15 minutes are issued with them as needed. */
    record Stateless(String channelId, String channelSecret) implements LineCredentials {
        @Override
        public String toString() {
            return "Stateless[channelId=%s, …]".formatted(channelId);
        }
    }
}

package musubi.line;

/**
 * What opens a Messaging API channel.
 *
 * @see <a href="https://developers.line.biz/en/docs/basics/channel-access-token/">Channel access tokens</a>
 */
public sealed interface LineCredentials {

    /** A token made in LINE's console, good until it is taken back there. */
    record LongLived(String accessToken) implements LineCredentials {
        @Override
        public String toString() {
            return "LongLived[…]";
        }
    }

    /** Tokens of 15 minutes are issued with the channel's id and secret whenever one is needed. */
    record Stateless(String channelId, String channelSecret) implements LineCredentials {
        @Override
        public String toString() {
            return "Stateless[channelId=%s, …]".formatted(channelId);
        }
    }
}

package musubi.sandbox.line;

import org.jspecify.annotations.Nullable;

/**
 * The options of a new Messaging API channel. Null values are generated from the seed.
 *
 * @param displayName the official account's name
 * @param verified a verified account; only those may list their followers
 * @param id the channel id: digits
 * @param secret the channel secret: 32 hexadecimal digits
 * @param accessToken its long-lived channel access token
 * @param botUserId {@code U} and 32 hexadecimal digits: the {@code destination} of its webhooks
 * @param basicId {@code @} and a word
 */
public record ChannelOptions(
        String displayName,
        boolean verified,
        @Nullable String id,
        @Nullable String secret,
        @Nullable String accessToken,
        @Nullable String botUserId,
        @Nullable String basicId) {

    public ChannelOptions {
        require("id", id, "[0-9]{1,20}");
        require("secret", secret, "[0-9a-f]{32}");
        require("accessToken", accessToken, "[A-Za-z0-9+/=._-]{1,500}");
        require("botUserId", botUserId, "U[0-9a-f]{32}");
        require("basicId", basicId, "@[0-9a-z._-]{1,30}");
    }

    /** A verified account of that name; everything else is generated. */
    public static ChannelOptions named(String displayName) {
        return new ChannelOptions(displayName, true, null, null, null, null, null);
    }

    /** The same, verified or not. */
    public ChannelOptions verified(boolean verified) {
        return new ChannelOptions(displayName, verified, id, secret, accessToken, botUserId, basicId);
    }

    /** The same with this channel id. */
    public ChannelOptions id(String id) {
        return new ChannelOptions(displayName, verified, id, secret, accessToken, botUserId, basicId);
    }

    /** The same with this channel secret. */
    public ChannelOptions secret(String secret) {
        return new ChannelOptions(displayName, verified, id, secret, accessToken, botUserId, basicId);
    }

    /** The same with this long-lived access token. */
    public ChannelOptions accessToken(String accessToken) {
        return new ChannelOptions(displayName, verified, id, secret, accessToken, botUserId, basicId);
    }

    private static void require(String name, @Nullable String value, String pattern) {
        if (value != null && !value.matches(pattern)) {
            throw new IllegalArgumentException("%s: (expected: %s)".formatted(name, pattern));
        }
    }
}

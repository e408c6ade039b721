package musubi.sandbox.line;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a new LINE Login channel. Null values are generated from the seed.
 *
 * @param account the channel whose people log in here
 * @param displayName the name shown on the consent screen
 * @param id the channel id: digits
 * @param secret the channel secret: 32 hexadecimal digits; signs id tokens
 * @param callbackUrls the registered callback URLs, 1 to 400; {@code redirect_uri} must be one of them
 * @param emailPermission whether the console's "Email address permission" was applied for; without it the scope
 *     {@code email} is refused
 * @param published false is the console's status "Developing", which admits testers only
 * @param linked whether the official account is the "Linked LINE Official Account"; without, {@code bot_prompt} has no
 *     effect and the friendship status cannot be asked
 * @param otherProvider whether it belongs to another provider than the official account: its user ids are others then,
 *     and the account cannot be linked
 */
public record LoginChannelOptions(
        Channel account,
        String displayName,
        @Nullable String id,
        @Nullable String secret,
        List<String> callbackUrls,
        boolean emailPermission,
        boolean published,
        boolean linked,
        boolean otherProvider) {

    private static final int CALLBACK_URLS = 400;

    public LoginChannelOptions {
        require("id", id, "[0-9]{1,20}");
        require("secret", secret, "[0-9a-f]{32}");
        callbackUrls = checked(callbackUrls);
        if (linked && otherProvider) {
            throw new IllegalArgumentException(
                    "linked: true with otherProvider (expected: false, an account of another provider cannot be linked)");
        }
    }

    /** Published, linked, of the same provider, without the e-mail permission, named as the account; ids generated. */
    public static LoginChannelOptions of(Channel account, String... callbackUrls) {
        return new LoginChannelOptions(
                account, account.displayName(), null, null, List.of(callbackUrls), false, true, true, false);
    }

    /** The same with this name. */
    public LoginChannelOptions displayName(String displayName) {
        return with(displayName, id, secret, callbackUrls, emailPermission, published, linked, otherProvider);
    }

    /** The same with this channel id. */
    public LoginChannelOptions id(String id) {
        return with(displayName, id, secret, callbackUrls, emailPermission, published, linked, otherProvider);
    }

    /** The same with this channel secret. */
    public LoginChannelOptions secret(String secret) {
        return with(displayName, id, secret, callbackUrls, emailPermission, published, linked, otherProvider);
    }

    /** The same, with or without the e-mail permission. */
    public LoginChannelOptions emailPermission(boolean granted) {
        return with(displayName, id, secret, callbackUrls, granted, published, linked, otherProvider);
    }

    /** The same, published or in development. */
    public LoginChannelOptions published(boolean published) {
        return with(displayName, id, secret, callbackUrls, emailPermission, published, linked, otherProvider);
    }

    /** The same without a linked official account. */
    public LoginChannelOptions unlinked() {
        return with(displayName, id, secret, callbackUrls, emailPermission, published, false, otherProvider);
    }

    /** The same of another provider, hence unlinked and with other user ids. */
    public LoginChannelOptions ofOtherProvider() {
        return with(displayName, id, secret, callbackUrls, emailPermission, published, false, true);
    }

    static List<String> checked(List<String> callbackUrls) {
        if (callbackUrls.isEmpty() || callbackUrls.size() > CALLBACK_URLS) {
            throw new IllegalArgumentException(
                    "callbackUrls: %d (expected: 1..%d)".formatted(callbackUrls.size(), CALLBACK_URLS));
        }
        for (var url : callbackUrls) {
            if (!url.matches("https?://[^#\\s]+") || URI.create(url).getHost() == null) {
                throw new IllegalArgumentException(
                        "callbackUrls: %s (expected: http or https, without a fragment)".formatted(url));
            }
        }
        return List.copyOf(callbackUrls);
    }

    private LoginChannelOptions with(
            String displayName,
            @Nullable String id,
            @Nullable String secret,
            List<String> callbackUrls,
            boolean emailPermission,
            boolean published,
            boolean linked,
            boolean otherProvider) {
        return new LoginChannelOptions(
                account, displayName, id, secret, callbackUrls, emailPermission, published, linked, otherProvider);
    }

    private static void require(String name, @Nullable String value, String pattern) {
        if (value != null && !value.matches(pattern)) {
            throw new IllegalArgumentException("%s: (expected: %s)".formatted(name, pattern));
        }
    }
}

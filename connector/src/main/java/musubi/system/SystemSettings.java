package musubi.system;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * What an operator sets about Musubi itself. Empty values count as unset, as an empty environment variable does.
 *
 * @param dataDir directory of the embedded database and of generated keys
 * @param publicBaseUrl address at which LINE, HubSpot and friends reach Musubi, without a slash at the end
 * @param masterKey base64 of 32 bytes
 * @param apiToken opens the REST API, at least 32 characters
 * @param trustedProxies addresses and CIDR ranges, separated by commas; empty when there are none
 */
@ConfigurationProperties("musubi")
record SystemSettings(
        String dataDir,
        @Nullable String publicBaseUrl,
        @Nullable String masterKey,
        @Nullable String apiToken,
        @Nullable String trustedProxies) {

    private static final int MIN_TOKEN = 32;

    SystemSettings {
        if (!StringUtils.hasText(dataDir)) {
            throw new Setting("musubi.data-dir", "data").refused("empty", "a directory");
        }
        masterKey = StringUtils.hasText(masterKey) ? masterKey.strip() : null;
        publicBaseUrl = StringUtils.hasText(publicBaseUrl) ? checkedAddress(publicBaseUrl.strip()) : null;
        apiToken = StringUtils.hasText(apiToken) ? checkedToken(apiToken) : null;
        trustedProxies = StringUtils.hasText(trustedProxies) ? Proxies.checked(trustedProxies) : null;
    }

    private static String checkedAddress(String address) {
        try {
            var uri = new URI(address);
            var web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return address.replaceAll("/+$", "");
            }
        } catch (URISyntaxException notAnAddress) {
            // reported below
        }
        throw new StartFailure(
                "musubi.public-base-url is \"" + address.replaceAll("//[^/@]*@", "//…@")
                        + "\" (expected: an address like https://musubi.example.com).",
                "Set it to how LINE and HubSpot reach this Musubi, or leave it out for http://localhost:<port>.");
    }

    private static String checkedToken(String token) {
        if (token.length() < MIN_TOKEN) {
            throw new StartFailure(
                    "musubi.api-token has " + token.length() + " characters (expected: at least " + MIN_TOKEN + ").",
                    "Make one with \"openssl rand -hex 32\".");
        }
        return token;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SystemSettings[dataDir=" + dataDir + ", publicBaseUrl=" + publicBaseUrl + "]";
    }
}

package musubi.alert;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import musubi.alert.AlertRefusedException.Reason;

/**
 * The rules about addresses that an admin enters: whatever Musubi calls must not be a way into the network it runs in.
 *
 * @param privateNetworks whether these may be reached all the same, there also by http
 */
record WebhookAddress(boolean privateNetworks) {

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_PORT = 65_535;

    /**
     * An address as a person entered it, without a look at where its host is.
     *
     * @throws AlertRefusedException when it is none, or not by https
     */
    URI parsed(String entered) {
        var text = entered.strip();
        try {
            var uri = new URI(text);
            if (text.length() > MAX_LENGTH
                    || uri.getScheme() == null
                    || uri.getHost() == null
                    || uri.getPort() == 0
                    || uri.getPort() > MAX_PORT
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null) {
                throw new AlertRefusedException(Reason.ADDRESS_INVALID);
            }
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && !(privateNetworks && scheme.equals("http"))) {
                throw new AlertRefusedException(Reason.ADDRESS_NOT_HTTPS);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new AlertRefusedException(Reason.ADDRESS_INVALID);
        }
    }

    /** Whether all these addresses of its host may be called. */
    boolean mayCall(URI uri, InetAddress... found) {
        var inside = 0;
        for (var each : found) {
            inside += isPrivate(each) ? 1 : 0;
        }
        // by http only what is near: the address is a secret
        return privateNetworks
                ? inside == found.length || "https".equalsIgnoreCase(uri.getScheme())
                : inside == 0 && found.length > 0;
    }

    /** Whatever is not an address of the public internet. */
    static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        if (address instanceof Inet6Address) {
            // all of the internet is 2000::/3; 2002::/16 and 2001::/32 lead to an IPv4 address within
            return (first & 0xe0) != 0x20
                    || (first == 0x20 && second == 0x02)
                    || (first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0);
        }
        return first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second == 18 || second == 19));
    }
}

package musubi.system;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The proxies whose {@code X-Forwarded-…} headers are trusted ({@code musubi.trusted-proxies}). */
@Component
public class Proxies {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final @Nullable String trusted;
    private final PublicAddress address;

    Proxies(SystemSettings settings, PublicAddress address) {
        this.trusted = settings.trustedProxies();
        this.address = address;
    }

    /** The proxies as CIDR ranges, separated by commas; empty when none is trusted. */
    public Optional<String> trusted() {
        return Optional.ofNullable(trusted);
    }

    /**
     * Whether the address of a request is the client's. It is the proxy's when a proxy terminates TLS and no proxy is trusted.
     */
    public boolean addressesAreOfClients() {
        return trusted != null || !address.isEncrypted() || address.servesTls();
    }

    /**
     * Normalizes addresses and ranges to ranges.
     *
     * @throws StartFailure when one is neither an address nor a range
     */
    static String checked(String proxies) {
        return Arrays.stream(proxies.split(","))
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .map(Proxies::range)
                .collect(Collectors.joining(","));
    }

    /** Refuses 10.0, which Java would read as 10.0.0.0. */
    private static InetAddress address(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return InetAddress.ofLiteral(text);
    }

    private static String range(String proxy) {
        try {
            var slash = proxy.indexOf('/');
            var address = address(slash < 0 ? proxy : proxy.substring(0, slash));
            var max = address.getAddress().length * Byte.SIZE;
            var length = slash < 0 ? max : Integer.parseInt(proxy.substring(slash + 1));
            if (length >= 0 && length <= max) {
                return address.getHostAddress() + "/" + length;
            }
        } catch (IllegalArgumentException none) {
            // reported below
        }
        throw new StartFailure(
                "musubi.trusted-proxies has \"" + proxy
                        + "\" (expected: addresses or ranges like 127.0.0.1, 10.0.0.0/8, separated by commas).",
                "Set it to the addresses from which the proxies before this Musubi connect.");
    }
}

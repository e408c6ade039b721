package musubi.system;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which proxies are believed when they say who the client is ({@code musubi.trusted-proxies}); others never. */
@Component
public class Proxies {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final @Nullable String trusted;
    private final PublicAddress address;

    Proxies(SystemSettings settings, PublicAddress address) {
        this.trusted = settings.trustedProxies();
        this.address = address;
    }

    /** Their addresses as CIDR ranges, separated by commas; empty when none is trusted. */
    public Optional<String> trusted() {
        return Optional.ofNullable(trusted);
    }

    /**
     * Whether the address of a request tells clients apart. It does not where encryption is ended before us, by a proxy
     * then, and none is trusted: all clients have the proxy's address.
     */
    public boolean addressesAreOfClients() {
        return trusted != null || !address.isEncrypted() || address.servesTls();
    }

    /**
     * Each with its length.
     *
     * @throws StartFailure when one is no address and no range
     */
    static String checked(String proxies) {
        return Arrays.stream(proxies.split(","))
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .map(Proxies::range)
                .collect(Collectors.joining(","));
    }

    /** Java would take 10.0 for 10.0.0.0. */
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
            var most = address.getAddress().length * Byte.SIZE;
            var length = slash < 0 ? most : Integer.parseInt(proxy.substring(slash + 1));
            if (length >= 0 && length <= most) {
                return address.getHostAddress() + "/" + length;
            }
        } catch (IllegalArgumentException none) {
            // told below
        }
        throw new StartFailure(
                "musubi.trusted-proxies has \"" + proxy
                        + "\" (expected: addresses or ranges like 127.0.0.1, 10.0.0.0/8, separated by commas).",
                "Set it to the addresses from which the proxies before this Musubi connect.");
    }
}

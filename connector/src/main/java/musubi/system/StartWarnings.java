package musubi.system;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs a warning at the start about settings that are valid but insecure. */
@Component
class StartWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(StartWarnings.class);

    private final PublicAddress address;
    private final Proxies proxies;
    private final Environment environment;

    StartWarnings(PublicAddress address, Proxies proxies, Environment environment) {
        this.address = address;
        this.proxies = proxies;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        all().forEach(LOG::warn);
    }

    List<String> all() {
        var warnings = new ArrayList<String>();
        if (!proxies.addressesAreOfClients()) {
            warnings.add(
                    "musubi.public-base-url is https, and musubi.trusted-proxies is not set: everybody seems to come"
                            + " from the proxy's address, so that attempts to sign in are not limited by address. Set it to the"
                            + " address the proxy connects from, such as 127.0.0.1.");
        }
        var listens = environment.getProperty("server.address", "0.0.0.0");
        if (!address.isEncrypted() && !isLoopback(listens)) {
            warnings.add("Musubi listens on " + listens + " (server.address), and its public address is plain http:"
                    + " passwords, tokens and friends' names can be read on the way. Let a proxy with https stand before it"
                    + " and set musubi.public-base-url to its address.");
        }
        return List.copyOf(warnings);
    }

    private static boolean isLoopback(String listens) {
        try {
            return Stream.of(InetAddress.getAllByName(listens)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}

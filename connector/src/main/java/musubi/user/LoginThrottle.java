package musubi.user;

import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import musubi.system.Proxies;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bounds how often somebody may guess, in 15 minutes: strangers per address, per account from one address, and per
 * account from everywhere, whether there is such an account or not. A browser that the account is known in has a count of
 * its own, so that strangers cannot lock its person out. Addresses count only where they tell people apart: behind a proxy
 * that is not trusted all have the proxy's. In memory, so per node; bounded.
 */
@Component
class LoginThrottle {

    static final int PER_ADDRESS = 50;
    static final int PER_ACCOUNT_AND_ADDRESS = 10;
    static final int PER_ACCOUNT = 30;
    static final int PER_KNOWN_BROWSER = 10;

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final boolean addressesTell;
    private final Counted addresses = new Counted(PER_ADDRESS);
    private final Counted pairs = new Counted(PER_ACCOUNT_AND_ADDRESS);
    private final Counted accounts = new Counted(PER_ACCOUNT);
    private final Counted browsers = new Counted(PER_KNOWN_BROWSER);

    @Autowired
    LoginThrottle(Proxies proxies) {
        this(proxies.addressesAreOfClients());
    }

    LoginThrottle(boolean addressesTell) {
        this.addressesTell = addressesTell;
    }

    /**
     * Whether one more attempt may be made; it is counted.
     *
     * @param browser what tells a browser apart that the account is known in; empty for strangers
     */
    boolean mayTry(String account, String address, Optional<String> browser) {
        if (browser.isPresent()) {
            return browsers.take(browser.get());
        }
        var network = network(address);
        return (!addressesTell || addresses.take(network))
                && pairs.take(pair(account, network))
                && accounts.take(account);
    }

    /** The attempt was right: what was counted against the account is forgotten. */
    void right(String account, String address, Optional<String> browser) {
        if (browser.isPresent()) {
            // strangers go on being counted, however often its person comes in
            browsers.forget(browser.get());
        } else {
            pairs.forget(pair(account, network(address)));
            accounts.forget(account);
        }
    }

    private static String pair(String account, String network) {
        return account + "\n" + network;
    }

    /** Of IPv6 the first 64 bits: whoever has one address has them all. */
    private static String network(String address) {
        try {
            var bytes = address.contains(":") ? InetAddress.ofLiteral(address).getAddress() : new byte[0];
            return bytes.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) : address;
        } catch (IllegalArgumentException none) {
            return address;
        }
    }

    private static final class Counted {

        private static final int REMEMBERED = 20_000;

        private final int capacity;
        private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > REMEMBERED;
            }
        };

        Counted(int capacity) {
            this.capacity = capacity;
        }

        synchronized boolean take(String key) {
            return buckets.computeIfAbsent(
                            key,
                            ignored -> Bucket.builder()
                                    .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, WINDOW))
                                    .build())
                    .tryConsume(1);
        }

        synchronized void forget(String key) {
            buckets.remove(key);
        }
    }
}

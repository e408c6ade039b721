package musubi.user.security;

import java.time.Duration;
import java.util.Optional;
import musubi.system.Proxies;
import musubi.system.RateLimit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits the attempts to sign in within 15 minutes: of strangers by address, by account and address, and by account, whether there is
 * such an account or not. A browser in which the account was signed in before is counted separately, so that strangers cannot lock its
 * person out. Addresses are not counted behind a proxy that is not trusted, where everybody has the proxy's address. Counts are in memory,
 * bounded, and each node has its own.
 */
@Component
public class LoginThrottle {

    static final int PER_ADDRESS = 50;
    public static final int PER_ACCOUNT_AND_ADDRESS = 10;
    static final int PER_ACCOUNT = 30;
    static final int PER_KNOWN_BROWSER = 10;

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MAX_COUNTED = 20_000;

    private final boolean addressesAreOfClients;
    private final RateLimit addresses = new RateLimit(PER_ADDRESS, PER_ADDRESS, WINDOW, MAX_COUNTED);
    private final RateLimit pairs =
            new RateLimit(PER_ACCOUNT_AND_ADDRESS, PER_ACCOUNT_AND_ADDRESS, WINDOW, MAX_COUNTED);
    private final RateLimit accounts = new RateLimit(PER_ACCOUNT, PER_ACCOUNT, WINDOW, MAX_COUNTED);
    private final RateLimit browsers = new RateLimit(PER_KNOWN_BROWSER, PER_KNOWN_BROWSER, WINDOW, MAX_COUNTED);

    @Autowired
    LoginThrottle(Proxies proxies) {
        this(proxies.addressesAreOfClients());
    }

    LoginThrottle(boolean addressesAreOfClients) {
        this.addressesAreOfClients = addressesAreOfClients;
    }

    /**
     * Counts an attempt, and returns whether it may be made.
     *
     * @param browser by {@link KnownBrowsers#find}; empty for strangers
     */
    boolean mayTry(String account, String address, Optional<String> browser) {
        if (browser.isPresent()) {
            return browsers.take(browser.get());
        }
        var network = RateLimit.key(address);
        return (!addressesAreOfClients || addresses.take(network))
                && pairs.take(pair(account, network))
                && accounts.take(account);
    }

    /** The attempt succeeded: the counts of the account are reset. */
    void succeeded(String account, String address, Optional<String> browser) {
        if (browser.isPresent()) {
            // the attempts of strangers stay counted, however often the person signs in
            browsers.forget(browser.get());
        } else {
            pairs.forget(pair(account, RateLimit.key(address)));
            accounts.forget(account);
        }
    }

    private static String pair(String account, String network) {
        return account + "\n" + network;
    }
}

package musubi.user.security;

import java.time.Duration;
import java.util.Optional;
import musubi.system.Proxies;
import musubi.system.RateLimit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bounds how often somebody may guess, in 15 minutes: strangers per address, per account from one address, and per
 * account from everywhere, whether there is such an account or not. A browser that the account is known in has a count of
 * its own, so that strangers cannot lock its person out. Addresses count only where they tell people apart: behind a proxy
 * that is not trusted all have the proxy's. In memory, so per node; bounded.
 */
@Component
public class LoginThrottle {

    static final int PER_ADDRESS = 50;
    public static final int PER_ACCOUNT_AND_ADDRESS = 10;
    static final int PER_ACCOUNT = 30;
    static final int PER_KNOWN_BROWSER = 10;

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int REMEMBERED = 20_000;

    private final boolean addressesTell;
    private final RateLimit addresses = new RateLimit(PER_ADDRESS, PER_ADDRESS, WINDOW, REMEMBERED);
    private final RateLimit pairs = new RateLimit(PER_ACCOUNT_AND_ADDRESS, PER_ACCOUNT_AND_ADDRESS, WINDOW, REMEMBERED);
    private final RateLimit accounts = new RateLimit(PER_ACCOUNT, PER_ACCOUNT, WINDOW, REMEMBERED);
    private final RateLimit browsers = new RateLimit(PER_KNOWN_BROWSER, PER_KNOWN_BROWSER, WINDOW, REMEMBERED);

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
        var network = RateLimit.key(address);
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
            pairs.forget(pair(account, RateLimit.key(address)));
            accounts.forget(account);
        }
    }

    private static String pair(String account, String network) {
        return account + "\n" + network;
    }
}

package musubi.user.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginThrottleTests {

    private static final Optional<String> STRANGER = Optional.empty();
    private static final String HANAKO = "hanako@example.com";

    private final LoginThrottle throttle = new LoginThrottle(true);

    private static String person(int number) {
        return "person-%d@example.com".formatted(number);
    }

    @Test
    void anAddressThatTriesManyAccountsRestsAndOthersDoNot() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            assertThat(throttle.mayTry(person(attempt), "192.0.2.1", STRANGER)).isTrue();
        }
        assertThat(throttle.mayTry(HANAKO, "192.0.2.1", STRANGER)).isFalse();
        assertThat(throttle.mayTry(HANAKO, "192.0.2.2", STRANGER)).isTrue();
    }

    @Test
    void whatAnAddressMayNotTryIsNotCountedAgainstTheAccount() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            throttle.mayTry(person(attempt), "192.0.2.1", STRANGER);
        }
        for (var attempt = 0; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            assertThat(throttle.mayTry(HANAKO, "192.0.2.1", STRANGER)).isFalse();
        }
        assertThat(throttle.mayTry(HANAKO, "192.0.2.2", STRANGER)).isTrue();
    }

    @Test
    void guessesFromOneAddressDoNotLockTheAccountForOthers() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ACCOUNT_AND_ADDRESS; attempt++) {
            assertThat(throttle.mayTry(HANAKO, "192.0.2.1", STRANGER)).isTrue();
        }
        assertThat(throttle.mayTry(HANAKO, "192.0.2.1", STRANGER)).isFalse();
        assertThat(throttle.mayTry(HANAKO, "192.0.2.2", STRANGER)).isTrue();
    }

    @Test
    void manyAddressesTogetherGuessNoMoreThanTheAccountAllows() {
        var tried = 0;
        for (var address = 0; address < 200; address++) {
            tried += throttle.mayTry(HANAKO, "192.0.2." + address, STRANGER) ? 1 : 0;
        }
        assertThat(tried).isEqualTo(LoginThrottle.PER_ACCOUNT);
    }

    @Test
    void aKnownBrowserIsNotLockedOutByStrangersNorByItsAddress() {
        for (var attempt = 0; attempt < 500; attempt++) {
            throttle.mayTry(HANAKO, "192.0.2." + attempt % 250, STRANGER);
        }
        var known = Optional.of("a browser");
        for (var attempt = 0; attempt < LoginThrottle.PER_KNOWN_BROWSER; attempt++) {
            assertThat(throttle.mayTry(HANAKO, "192.0.2.1", known)).isTrue();
        }
        assertThat(throttle.mayTry(HANAKO, "192.0.2.1", known)).isFalse();
        assertThat(throttle.mayTry(HANAKO, "192.0.2.1", Optional.of("another"))).isTrue();
    }

    @Test
    void thatAKnownBrowserComesInGivesStrangersNoMoreGuesses() {
        for (var address = 0; address < 200; address++) {
            throttle.mayTry(HANAKO, "192.0.2." + address, STRANGER);
        }
        throttle.succeeded(HANAKO, "192.0.2.1", Optional.of("a browser"));
        assertThat(throttle.mayTry(HANAKO, "198.51.100.1", STRANGER)).isFalse();
    }

    @Test
    void behindAProxyThatIsNotTrustedNobodyIsLockedOutByAnothersAccount() {
        var behind = new LoginThrottle(false);
        for (var attempt = 0; attempt < 10 * LoginThrottle.PER_ADDRESS; attempt++) {
            assertThat(behind.mayTry(person(attempt), "10.0.0.1", STRANGER)).isTrue();
        }
        for (var attempt = 0; attempt < LoginThrottle.PER_ACCOUNT_AND_ADDRESS; attempt++) {
            assertThat(behind.mayTry(HANAKO, "10.0.0.1", STRANGER)).isTrue();
        }
        assertThat(behind.mayTry(HANAKO, "10.0.0.1", STRANGER)).isFalse();
    }

    @Test
    void whoeverHasOneAddressOfANetworkOfIpV6HasThemAll() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            throttle.mayTry(person(attempt), "2001:db8::" + attempt, STRANGER);
        }
        assertThat(throttle.mayTry(HANAKO, "2001:db8::ffff", STRANGER)).isFalse();
        assertThat(throttle.mayTry(HANAKO, "2001:db8:0:1::1", STRANGER)).isTrue();
    }

    @Test
    void theRightPasswordForgivesTheAccountAndNotTheAddress() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            assertThat(throttle.mayTry(HANAKO, "192.0.2.1", STRANGER)).isTrue();
            throttle.succeeded(HANAKO, "192.0.2.1", STRANGER);
        }
        assertThat(throttle.mayTry(HANAKO, "192.0.2.1", STRANGER)).isFalse();
        assertThat(throttle.mayTry(HANAKO, "192.0.2.2", STRANGER)).isTrue();
    }
}

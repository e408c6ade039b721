package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginThrottleTests {

    private final LoginThrottle throttle = new LoginThrottle();

    @Test
    void anAddressThatTriesManyAccountsRestsAndOthersDoNot() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            assertThat(throttle.mayTry("person-%d@example.com".formatted(attempt), "192.0.2.1"))
                    .isTrue();
        }
        assertThat(throttle.mayTry("one-more@example.com", "192.0.2.1")).isFalse();
        assertThat(throttle.mayTry("one-more@example.com", "192.0.2.2")).isTrue();
    }

    @Test
    void whatAnAddressMayNotTryIsNotCountedAgainstTheAccount() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            throttle.mayTry("person-%d@example.com".formatted(attempt), "192.0.2.1");
        }
        for (var attempt = 0; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            assertThat(throttle.mayTry("hanako@example.com", "192.0.2.1")).isFalse();
        }
        assertThat(throttle.mayTry("hanako@example.com", "192.0.2.2")).isTrue();
    }

    @Test
    void theRightPasswordForgivesTheAccountAndNotTheAddress() {
        for (var attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            assertThat(throttle.mayTry("hanako@example.com", "192.0.2.1")).isTrue();
            throttle.right("hanako@example.com");
        }
        assertThat(throttle.mayTry("hanako@example.com", "192.0.2.1")).isFalse();
        assertThat(throttle.mayTry("hanako@example.com", "192.0.2.2")).isTrue();
    }
}

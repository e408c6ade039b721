package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class ProxiesTests {

    private static Proxies proxies(String publicAddress, String trusted, MockEnvironment environment) {
        var settings = new SystemSettings("data", publicAddress, null, null, trusted);
        return new Proxies(settings, new PublicAddress(settings, environment));
    }

    private static StartWarnings warnings(String publicAddress, String trusted, String listens) {
        var environment = new MockEnvironment().withProperty("server.address", listens);
        var proxies = proxies(publicAddress, trusted, environment);
        return new StartWarnings(
                new PublicAddress(new SystemSettings("data", publicAddress, null, null, trusted), environment),
                proxies,
                environment);
    }

    @Test
    void addressesAndRangesAreTaken() {
        assertThat(Proxies.checked("127.0.0.1, 10.0.0.0/8,fd00::/8 , ::1"))
                .isEqualTo("127.0.0.1/32,10.0.0.0/8,fd00:0:0:0:0:0:0:0/8,0:0:0:0:0:0:0:1/128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "::1/129", "10.0.0.0/-1", ".*"})
    void somethingElseIsRefusedInTwoSentences(String wrong) {
        assertThatThrownBy(() -> Proxies.checked("127.0.0.1," + wrong))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("musubi.trusted-proxies has \"" + wrong + "\"");
    }

    @Test
    void behindHttpsAddressesTellOnlyWhereAProxyIsTrusted() {
        var plain = new MockEnvironment();
        assertThat(proxies("https://musubi.example.com", "", plain).addressesAreOfClients())
                .isFalse();
        assertThat(proxies("https://musubi.example.com", "127.0.0.1", plain).addressesAreOfClients())
                .isTrue();
        assertThat(proxies("http://localhost:8080", "", plain).addressesAreOfClients())
                .isTrue();
        var own = new MockEnvironment().withProperty("server.ssl.bundle", "own");
        assertThat(proxies("https://musubi.example.com", "", own).addressesAreOfClients())
                .isTrue();
    }

    @Test
    void whatIsLessSafeThanItLooksIsSaidAtTheStart() {
        assertThat(warnings("https://musubi.example.com", "", "127.0.0.1").all())
                .singleElement()
                .asString()
                .contains("musubi.trusted-proxies is not set");
        assertThat(warnings("http://musubi.example.com", "", "0.0.0.0").all())
                .singleElement()
                .asString()
                .contains("listens on 0.0.0.0", "plain http");
        assertThat(warnings("https://musubi.example.com", "10.0.0.0/8", "0.0.0.0")
                        .all())
                .isEmpty();
        for (var loopback : new String[] {"127.0.0.1", "::1", "localhost"}) {
            assertThat(warnings("http://localhost:8080", "", loopback).all()).isEmpty();
        }
    }
}

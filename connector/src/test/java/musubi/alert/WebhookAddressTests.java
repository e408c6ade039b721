package musubi.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be entered and called. */
class WebhookAddressTests {

    private static final URI HTTPS = URI.create("https://hooks.example.com/x");
    private static final URI HTTP = URI.create("http://hooks.example.com/x");

    private final WebhookAddress outside = new WebhookAddress(false);
    private final WebhookAddress inside = new WebhookAddress(true);

    @ParameterizedTest
    @CsvSource({
        "hooks.example.com/x, ADDRESS_INVALID",
        "https://, ADDRESS_INVALID",
        "https:hooks, ADDRESS_INVALID",
        "//hooks.example.com/x, ADDRESS_INVALID",
        "https://hooks.example.com:0/x, ADDRESS_INVALID",
        "https://hooks.example.com:65536/x, ADDRESS_INVALID",
        "https://u:p@hooks.example.com/, ADDRESS_INVALID",
        "https://hooks.example.com/#x, ADDRESS_INVALID",
        "https://hooks example.com/, ADDRESS_INVALID",
        "http://hooks.example.com/, ADDRESS_NOT_HTTPS",
        "file://hooks.example.com/etc, ADDRESS_NOT_HTTPS"
    })
    void whatIsNoAddressByHttpsIsRefused(String entered, String reason) {
        assertThatThrownBy(() -> outside.parsed(entered))
                .isInstanceOfSatisfying(
                        AlertRefusedException.class,
                        refused -> assertThat(refused.reason().name()).isEqualTo(reason));
    }

    @Test
    void theSecretOfAnAddressStaysAsItIs() {
        assertThat(outside.parsed(" https://hooks.slack.com/services/T0/B0/xYz?a=%20b "))
                .hasToString("https://hooks.slack.com/services/T0/B0/xYz?a=%20b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.0.8",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:0:a00:1::1",
                "::ffff:10.0.0.1"
            })
    void privateNetworksAreCalledOnlyWhereTheSettingAllowsIt(String address) throws UnknownHostException {
        var found = InetAddress.getByName(address);
        assertThat(outside.mayCall(HTTPS, found)).isFalse();
        assertThat(outside.mayCall(HTTPS, InetAddress.getByName("8.8.8.8"), found))
                .as("one among others")
                .isFalse();
        assertThat(inside.mayCall(HTTPS, found)).isTrue();
        assertThat(inside.mayCall(HTTP, found)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111"})
    void theInternetIsCalledByHttpsAlone(String address) throws UnknownHostException {
        var found = InetAddress.getByName(address);
        assertThat(outside.mayCall(HTTPS, found)).isTrue();
        assertThat(inside.mayCall(HTTPS, found)).isTrue();
        assertThat(inside.mayCall(HTTP, found)).isFalse();
    }
}

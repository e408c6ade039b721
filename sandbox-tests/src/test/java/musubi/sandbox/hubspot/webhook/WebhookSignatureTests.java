package musubi.sandbox.hubspot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the test vectors of HubSpot's official clients and its guide. */
class WebhookSignatureTests {

    private static final String SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private static final String URL = "https://www.example.com/webhook_uri";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "1693657560000, K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=",
        "1700000300000, RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=",
    })
    void version3IsAsPublished(long timestamp, String signature) {
        assertThat(WebhookSignatures.v3(SECRET, "POST", URL, bytes("{'example_field':'example_value'}"), timestamp))
                .isEqualTo(signature);
    }

    @Test
    void version2And1AreAsPublished() {
        assertThat(WebhookSignatures.v2(SECRET, "POST", URL, bytes("{\"example_field\":\"example_value\"}")))
                .isEqualTo("9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900");
        assertThat(WebhookSignatures.v2(SECRET, "GET", URL, new byte[0]))
                .isEqualTo("eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e");
        assertThat(WebhookSignatures.v1(
                        SECRET,
                        bytes(
                                "[{\"eventId\":1,\"subscriptionId\":12345,\"portalId\":62515,\"occurredAt\":1564113600000,"
                                        + "\"subscriptionType\":\"contact.creation\",\"attemptNumber\":0,\"objectId\":123,"
                                        + "\"changeSource\":\"CRM\",\"changeFlag\":\"NEW\",\"appId\":54321}]")))
                .isEqualTo("232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de");
    }

    @Test
    void onlyTwelveEscapesAreDecoded() {
        assertThat(WebhookSignatures.v3(SECRET, "POST", URL + "?a=b%40c%2fd%20e%26f%3Dg", bytes("[]"), 1))
                .isEqualTo(WebhookSignatures.v3(SECRET, "POST", URL + "?a=b@c/d%20e%26f%3Dg", bytes("[]"), 1))
                .isNotEqualTo(WebhookSignatures.v3(SECRET, "POST", URL + "?a=b@c/d e&f=g", bytes("[]"), 1));
    }
}

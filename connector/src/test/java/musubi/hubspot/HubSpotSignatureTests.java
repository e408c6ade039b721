package musubi.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSpotSignatureTests {

    private static final String SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private static final String ADDRESS = "https://www.example.com/webhook_uri";
    private static final String BODY = "{'example_field':'example_value'}";
    private static final long MOMENT = 1_693_657_560_000L;
    private static final String SIGNATURE = "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=";

    @ParameterizedTest
    @CsvSource({
        "1693657560000, K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=",
        "1700000300000, RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw="
    })
    void knownSignaturesMatch(String timestamp, String signature) {
        assertThat(matches(ADDRESS, BODY, timestamp, signature, Instant.ofEpochMilli(Long.parseLong(timestamp))))
                .isTrue();
    }

    @Test
    void aKnownSignatureOfVersionTwoMatchesAndNoOther() {
        var body = "{\"example_field\":\"example_value\"}";
        var signature = "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900";
        assertThat(matchesV2(SECRET, ADDRESS, body, signature)).isTrue();
        assertThat(matchesV2(SECRET + "y", ADDRESS, body, signature)).isFalse();
        assertThat(matchesV2(SECRET, ADDRESS + "?a", body, signature)).isFalse();
        assertThat(matchesV2(SECRET, ADDRESS, body + " ", signature)).isFalse();
        assertThat(matchesV2(SECRET, ADDRESS, body, null)).isFalse();
        assertThat(matchesV2("", ADDRESS, body, signature)).isFalse();
    }

    private static boolean matchesV2(String secret, String address, String body, @Nullable String signature) {
        return HubSpotSignature.matchesV2(secret, "POST", address, body.getBytes(StandardCharsets.UTF_8), signature);
    }

    @Test
    void anythingElseDoesNot() {
        var now = Instant.ofEpochMilli(MOMENT);
        assertThat(matches(ADDRESS, BODY + " ", "" + MOMENT, SIGNATURE, now)).isFalse();
        assertThat(matches(ADDRESS + "?a", BODY, "" + MOMENT, SIGNATURE, now)).isFalse();
        assertThat(matches(ADDRESS, BODY, "" + (MOMENT + 1), SIGNATURE, now)).isFalse();
        assertThat(matches(ADDRESS, BODY, "yesterday", SIGNATURE, now)).isFalse();
        assertThat(matches(ADDRESS, BODY, null, SIGNATURE, now)).isFalse();
        assertThat(matches(ADDRESS, BODY, "" + MOMENT, null, now)).isFalse();
        assertThat(matches(ADDRESS, BODY, "" + MOMENT, "no base64!", now)).isFalse();
    }

    @Test
    void itIsGoodForFiveMinutesBothWays() {
        for (var late : new int[] {-300, 0, 300}) {
            assertThat(at(late)).as("%d s", late).isTrue();
        }
        for (var late : new int[] {-301, 301}) {
            assertThat(at(late)).as("%d s", late).isFalse();
        }
    }

    @Test
    void aTimestampThatIsNoNumberIsRefusedHoweverItIsSigned() {
        var signature = signature(ADDRESS, "yesterday");
        assertThat(matches(ADDRESS, BODY, "yesterday", signature, Instant.ofEpochMilli(MOMENT)))
                .isFalse();
    }

    @Test
    void twelveEscapesAreUndoneAndNoOthers() {
        var plain = "https://www.example.com/a:b/c?d@e!f$g'h(i)j*k,l;m";
        var escaped = "https://www.example.com/a%3Ab%2fc%3Fd%40e%21f%24g%27h%28i%29j%2Ak%2Cl%3Bm";
        var signature = signature(plain);
        assertThat(matches(escaped, BODY, "" + MOMENT, signature, Instant.ofEpochMilli(MOMENT)))
                .isTrue();
        var kept = "https://www.example.com/?a=%20%26%3D";
        assertThat(matches(kept, BODY, "" + MOMENT, signature(kept), Instant.ofEpochMilli(MOMENT)))
                .isTrue();
    }

    private static String signature(String address) {
        return signature(address, "" + MOMENT);
    }

    private static String signature(String address, String timestamp) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(("POST" + address + BODY + timestamp).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean at(int late) {
        return matches(
                ADDRESS,
                BODY,
                "" + MOMENT,
                SIGNATURE,
                Instant.ofEpochMilli(MOMENT).plus(Duration.ofSeconds(late)));
    }

    private static boolean matches(
            String address, String body, @Nullable String timestamp, @Nullable String signature, Instant now) {
        return HubSpotSignature.matches(
                SECRET, "POST", address, body.getBytes(StandardCharsets.UTF_8), timestamp, signature, now);
    }
}

package musubi.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSignatureTests {

    /** LINE's own example. */
    private static final byte[] SECRET = "8c570fa6dd201bb328f1c1eac23a96d8".getBytes(UTF_8);

    private static final byte[] BODY =
            "{\"destination\":\"U8e742f61d673b39c7fff3cecb7536ef0\",\"events\":[]}".getBytes(UTF_8);
    private static final String SIGNATURE = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=";

    @Test
    void theOfficialExampleMatches() {
        assertThat(LineSignature.matches(SECRET, BODY, SIGNATURE)).isTrue();
    }

    @Test
    void anotherBodyOrSecretDoesNot() {
        assertThat(LineSignature.matches(SECRET, "{}".getBytes(UTF_8), SIGNATURE))
                .isFalse();
        assertThat(LineSignature.matches("other".getBytes(UTF_8), BODY, SIGNATURE))
                .isFalse();
        assertThat(LineSignature.matches(new byte[0], BODY, SIGNATURE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "not base64!",
                "結び",
                "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs",
                "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLt=",
                " GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
            })
    void whateverIsMalformedIsFalse(String header) {
        assertThat(LineSignature.matches(SECRET, BODY, header)).isFalse();
    }

    @Test
    void aMissingHeaderIsFalse() {
        assertThat(LineSignature.matches(SECRET, BODY, null)).isFalse();
    }
}

package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class SystemSettingsTests {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void emptyIsUnset() {
        var settings = new SystemSettings("data", " ", "", "", "");
        assertThat(settings.publicBaseUrl()).isNull();
        assertThat(settings.masterKey()).isNull();
        assertThat(settings.apiToken()).isNull();
    }

    @Test
    void aShortTokenIsRefusedWithoutTellingIt() {
        assertThatThrownBy(() -> new SystemSettings("data", null, null, TOKEN.substring(1), null))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("31 characters (expected: at least 32)")
                .hasMessageNotContaining(TOKEN.substring(1));
        assertThat(new SystemSettings("data", null, null, TOKEN, null).apiToken())
                .isEqualTo(TOKEN);
    }

    @Test
    void itsTextTellsNoSecret() {
        assertThat(new SystemSettings("data", null, "a-master-key", TOKEN, null).toString())
                .doesNotContain("a-master-key", TOKEN);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (var wrong : new String[] {"musubi.example.com", "ftp://musubi.example.com", "https://", "https://a b"}) {
            assertThatThrownBy(() -> new SystemSettings("data", wrong, null, null, null))
                    .as(wrong)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void thePublicAddressHasNoSlashAtItsEnd() {
        assertThat(address("https://musubi.example.com/").base()).isEqualTo(URI.create("https://musubi.example.com"));
        assertThat(address("https://example.com/musubi/").of("/webhooks/line/1"))
                .isEqualTo(URI.create("https://example.com/musubi/webhooks/line/1"));
    }

    @Test
    void withoutOneItIsThisMachineAtThePortThatIsReallyUsed() {
        assertThat(address(null).base()).isEqualTo(URI.create("http://localhost:18081"));
    }

    private static PublicAddress address(@Nullable String configured) {
        var environment = new MockEnvironment();
        environment.setProperty("server.port", "0");
        environment.setProperty("local.server.port", "18081");
        return new PublicAddress(new SystemSettings("data", configured, null, null, null), environment);
    }
}

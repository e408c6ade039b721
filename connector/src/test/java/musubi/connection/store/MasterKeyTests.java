package musubi.connection.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import musubi.connection.store.Vault.WrongMasterKeyException;
import musubi.system.StartFailure;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MasterKeyTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private final UUID connection = UUID.randomUUID();
    private final Vault vault = new Vault(key(1));

    @Test
    void whatIsEncryptedDecryptsForItsOwnConnectionAndFieldOnly() throws WrongMasterKeyException {
        var encrypted = vault.encrypt(connection, "channel_secret", "結び");
        assertThat(new String(encrypted, UTF_8)).doesNotContain("結び");
        assertThat(vault.encrypt(connection, "channel_secret", "結び")).isNotEqualTo(encrypted);
        assertThat(vault.decrypt(connection, "channel_secret", encrypted)).isEqualTo("結び");
        assertThatThrownBy(() -> vault.decrypt(UUID.randomUUID(), "channel_secret", encrypted))
                .isInstanceOf(WrongMasterKeyException.class);
        assertThatThrownBy(() -> vault.decrypt(connection, "hubspot_access_token", encrypted))
                .isInstanceOf(WrongMasterKeyException.class);
        assertThatThrownBy(() -> new Vault(key(2)).decrypt(connection, "channel_secret", encrypted))
                .isInstanceOf(WrongMasterKeyException.class);
    }

    @Test
    void anotherMasterKeyIsFoundOutAtTheStart() {
        MasterKeyCheck.check(DATABASE.jdbc(), vault);
        assertThatCode(() -> MasterKeyCheck.check(DATABASE.jdbc(), new Vault(key(1))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> MasterKeyCheck.check(DATABASE.jdbc(), new Vault(key(2))))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("The master key is not the one");
    }

    private static byte[] key(int filling) {
        var key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return key;
    }
}

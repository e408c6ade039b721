package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTests {

    @TempDir
    Path data;

    @Test
    void itIsMadeOnceForItsOwnerAlone() throws IOException {
        var made = MasterKey.storedIn(data);
        assertThat(made.bytes()).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("master.key"))))
                .isEqualTo("rw-------");
        assertThat(MasterKey.storedIn(data).bytes()).isEqualTo(made.bytes());
    }

    @Test
    void whoAsksGetsACopy() {
        var key = MasterKey.storedIn(data);
        key.bytes()[0]++;
        assertThat(key.bytes()).isEqualTo(MasterKey.storedIn(data).bytes());
    }

    @Test
    void oneOfAnotherLengthOrAlphabetIsRefusedWithoutTellingIt() {
        var short31 = Base64.getEncoder().encodeToString(new byte[31]);
        for (var wrong : new String[] {short31, "not base64 at all!", "a".repeat(64)}) {
            assertThatThrownBy(() -> MasterKey.of(wrong, "musubi.master-key"))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("musubi.master-key")
                    .hasMessageNotContaining(wrong);
        }
    }

    @Test
    void itsTextTellsNothing() {
        assertThat(MasterKey.storedIn(data)).hasToString("MasterKey");
    }
}

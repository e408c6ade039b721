package musubi.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A back-up as a file: read as it was written, or not at all. */
class BackupFileTests {

    private static final BackupHeader HEADER = new BackupHeader(
            Instant.parse("2026-11-28T03:00:00Z"),
            "58",
            TestBackups.key(TestBackups.MASTER_KEY).id());
    private static final Map<String, Long> SEQUENCES = Map.of("inbox_id_seq", 41L);
    private static final String LONG = "x".repeat(300_000);
    private static final BackupKey KEY = TestBackups.key(TestBackups.MASTER_KEY);

    @TempDir
    Path directory;

    private Path written() throws IOException {
        var file = directory.resolve("backup");
        try (var writer = BackupWriter.create(file, HEADER, KEY)) {
            writer.beginTable("inbox", List.of("id", "payload"));
            writer.row("1\t\\\\.\n".getBytes(UTF_8));
            writer.row(("2\t" + LONG + "\n").getBytes(UTF_8));
            writer.endTable();
            writer.beginTable("link", List.of("id"));
            writer.endTable();
            writer.complete(SEQUENCES);
        }
        return file;
    }

    private static List<String> content(Path file, BackupKey key) throws IOException, DamagedBackupException {
        var read = new ArrayList<String>();
        BackupReader.open(file).read(key, new BackupReader.Content() {
            @Override
            public void table(String table, List<String> columns, Lines rows) throws IOException {
                read.add(table + columns);
                while (rows.next() && !BackupReader.isEnd(rows)) {
                    read.add(new String(rows.buffer(), rows.start(), rows.length(), UTF_8));
                }
            }

            @Override
            public void sequences(Map<String, Long> sequences) {
                read.add(sequences.toString());
            }
        });
        return read;
    }

    @Test
    void itIsReadAsItWasWritten() throws IOException, DamagedBackupException {
        var file = written();
        assertThat(BackupReader.open(file).header()).isEqualTo(HEADER);
        BackupReader.open(file).verify(KEY);
        assertThat(content(file, KEY))
                .containsExactly(
                        "inbox[id, payload]", "1\t\\\\.\n", "2\t" + LONG + "\n", "link[id]", SEQUENCES.toString());
    }

    @Test
    void onlyItsOwnerReadsItAndItHasItsNameWhenItIsComplete() throws IOException {
        var file = written();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var writer = BackupWriter.create(directory.resolve("other"), HEADER, KEY)) {
            writer.beginTable("inbox", List.of("id"));
            assertThat(directory.resolve("other")).doesNotExist();
        }
        assertThat(directory.toFile().list()).containsExactly("backup");
        // an older one is never replaced
        var before = Files.readAllBytes(file);
        try (var writer = BackupWriter.create(file, HEADER, KEY)) {
            assertThatThrownBy(() -> writer.complete(SEQUENCES)).isInstanceOf(IOException.class);
        }
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void whereverItIsCutItIsRefused() throws IOException {
        var bytes = Files.readAllBytes(written());
        for (var length = 0; length < bytes.length; length++) {
            refused(Arrays.copyOf(bytes, length), "cut to " + length);
        }
        refused(Arrays.copyOf(bytes, bytes.length + 1), "longer");
    }

    @Test
    void whicheverBitIsAnotherItIsRefused() throws IOException {
        var bytes = Files.readAllBytes(written());
        for (var at = 0; at < bytes.length; at++) {
            var altered = bytes.clone();
            altered[at] ^= (byte) (1 << at % 8);
            refused(altered, "altered at " + at);
        }
    }

    @Test
    void withoutTheKeyNobodyMakesOneThatIsTaken() throws IOException {
        var file = written();
        assertThatThrownBy(() -> BackupReader.open(file).verify(TestBackups.key(TestBackups.OTHER_KEY)))
                .isInstanceOf(DamagedBackupException.class);
        // what changes after it was verified is noticed when it is read
        assertThatThrownBy(() -> content(file, TestBackups.key(TestBackups.OTHER_KEY)))
                .isInstanceOf(DamagedBackupException.class);
    }

    private void refused(byte[] bytes, String how) throws IOException {
        var file = Files.write(directory.resolve("damaged"), bytes);
        assertThatThrownBy(() -> BackupReader.open(file).verify(KEY))
                .as(how)
                .isInstanceOf(DamagedBackupException.class);
    }
}

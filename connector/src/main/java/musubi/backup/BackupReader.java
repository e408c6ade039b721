package musubi.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link BackupWriter} wrote, and says whether it is that to the byte. Holds one row at a time. */
final class BackupReader {

    /** What is done with the content. */
    interface Content {

        /** A table, whose rows are to be read here: each {@link Lines#next} until {@link #isEnd}. */
        void table(String table, List<String> columns, Lines rows) throws IOException, DamagedBackupException;

        /** What comes last: last values by name. */
        void sequences(Map<String, Long> sequences);
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BUFFER = 1 << 16;
    private static final int MAX_HEADER = 4_096;

    private final Path file;
    private final BackupHeader header;

    private BackupReader(Path file, BackupHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Reads the header.
     *
     * @throws DamagedBackupException when it is not a file that {@link BackupWriter} wrote
     */
    static BackupReader open(Path file) throws IOException, DamagedBackupException {
        try (var in = Files.newInputStream(file)) {
            if (!line(in).equals(BackupHeader.KIND)) {
                throw new DamagedBackupException("it is not a back-up that this Musubi reads");
            }
            return new BackupReader(file, BackupHeader.parse(line(in)));
        }
    }

    BackupHeader header() {
        return header;
    }

    /** Whether the line that was read last is the one after the rows of a table. */
    static boolean isEnd(Lines rows) {
        return Arrays.equals(
                rows.buffer(),
                rows.start(),
                rows.start() + rows.length(),
                BackupWriter.END,
                0,
                BackupWriter.END.length);
    }

    /**
     * Reads every byte, without looking at the content.
     *
     * @throws DamagedBackupException when the file is cut, longer or altered, or was written with another key
     */
    void verify(BackupKey key) throws IOException, DamagedBackupException {
        try (var bytes = Files.newInputStream(file);
                var in = new AuthenticatedInput(bytes, Files.size(file), key.mac())) {
            in.transferTo(OutputStream.nullOutputStream());
            in.verify();
        }
    }

    /**
     * Reads the content. What was done with it must be taken back when this throws.
     *
     * @throws DamagedBackupException as {@link #verify}: the file may have changed since
     */
    void read(BackupKey key, Content content) throws IOException, DamagedBackupException {
        try (var bytes = Files.newInputStream(file);
                var in = new AuthenticatedInput(bytes, Files.size(file), key.mac())) {
            line(in);
            line(in);
            content(new Lines(new GZIPInputStream(in, BUFFER)), content);
            in.verify();
        }
    }

    private static void content(Lines lines, Content content) throws IOException, DamagedBackupException {
        while (lines.next()) {
            var json = json(lines);
            if (json.has("sequences")) {
                var sequences = new HashMap<String, Long>();
                json.path("sequences").forEachEntry((name, value) -> sequences.put(name, value.asLong(0)));
                content.sequences(sequences);
                if (lines.next()) {
                    throw new DamagedBackupException("something follows its end");
                }
                return;
            }
            var columns = new ArrayList<String>();
            json.path("columns").forEach(column -> columns.add(column.asString("")));
            content.table(json.path("table").asString(""), columns, lines);
        }
        throw new DamagedBackupException("its end is missing");
    }

    private static JsonNode json(Lines lines) throws DamagedBackupException {
        try {
            return JSON.readTree(lines.buffer(), lines.start(), lines.length());
        } catch (JacksonException e) {
            throw new DamagedBackupException("its content is damaged", e);
        }
    }

    /** A line of the header, without its break; an end of the file is one too. */
    private static String line(InputStream in) throws IOException, DamagedBackupException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            if (line.size() == MAX_HEADER) {
                throw new DamagedBackupException("it is not a back-up of Musubi");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}

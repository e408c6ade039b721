package musubi.backup;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands at the beginning of a back-up, in clear: a line that says what kind of file it is, and a line of JSON.
 *
 * @param created when the copy was taken
 * @param schema the newest version of the database's schema, such as {@code 58}
 * @param key the {@link BackupKey#id}
 */
record BackupHeader(Instant created, String schema, String key) {

    /** The first line. The number is of this format; another one needs another Musubi. */
    static final String KIND = "musubi-backup 1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Both lines. */
    byte[] lines() {
        var json = JSON.writeValueAsString(Map.of("created", created.toString(), "schema", schema, "key", key));
        return (KIND + "\n" + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the second line.
     *
     * @throws DamagedBackupException when it is none
     */
    static BackupHeader parse(String line) throws DamagedBackupException {
        try {
            var json = JSON.readTree(line);
            return new BackupHeader(
                    Instant.parse(json.path("created").asString("")),
                    json.path("schema").asString(""),
                    json.path("key").asString(""));
        } catch (JacksonException | DateTimeException e) {
            throw new DamagedBackupException("its second line is damaged", e);
        }
    }
}

package musubi.backup;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import musubi.system.PrivateFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a back-up: the {@link BackupHeader}, then compressed by gzip for each table a line of JSON, its rows in the text format of
 * PostgreSQL's {@code COPY}, and a line {@code \.}; then a line of JSON with the sequences; after gzip, 32 bytes HMAC of all before. What is
 * not complete has another name, and is deleted when the writer is closed.
 */
final class BackupWriter implements Closeable {

    /** The line after the last row. In a row, every backslash is doubled. */
    static final byte[] END = "\\.\n".getBytes(StandardCharsets.US_ASCII);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final OutputStream disk;
    private final Mac mac;
    private final FastGzip gzip;
    private final OutputStream body;
    private boolean complete;

    /**
     * Begins a file of mode 0600.
     *
     * @param file that does not exist
     */
    static BackupWriter create(Path file, BackupHeader header, BackupKey key) throws IOException {
        var random = HexFormat.of().toHexDigits(new SplittableRandom().nextInt());
        var unfinished = file.resolveSibling(file.getFileName() + "." + random + ".unfinished");
        var channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // for who stops the command
        unfinished.toFile().deleteOnExit();
        try {
            return new BackupWriter(file, unfinished, channel, header, key);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            Files.deleteIfExists(unfinished);
            throw failure;
        }
    }

    private BackupWriter(Path file, Path unfinished, FileChannel channel, BackupHeader header, BackupKey key)
            throws IOException {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
        this.disk = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        this.mac = key.mac();
        var authenticated = new Authenticated(disk, mac);
        authenticated.write(header.lines());
        this.gzip = new FastGzip(authenticated);
        this.body = new BufferedOutputStream(gzip, BUFFER);
    }

    /** The rows of a table follow. */
    void beginTable(String table, List<String> columns) throws IOException {
        line(Map.of("table", table, "columns", columns));
    }

    /** @param row in {@code COPY}'s text format, with the line break */
    void row(byte[] row) throws IOException {
        body.write(row);
    }

    /** There are no more rows of the table. */
    void endTable() throws IOException {
        body.write(END);
    }

    /**
     * Ends the file: it is complete and durable under its name when this returns.
     *
     * @param sequences their last values by name
     * @return its length in bytes
     */
    long complete(Map<String, Long> sequences) throws IOException {
        line(Map.of("sequences", sequences));
        body.flush();
        gzip.finish();
        disk.write(mac.doFinal());
        disk.flush();
        channel.force(true);
        var length = channel.size();
        // refuses to replace a file
        Files.move(unfinished, file);
        PrivateFile.makeDurable(file);
        complete = true;
        return length;
    }

    private void line(Map<String, ?> content) throws IOException {
        body.write((JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!complete) {
            Files.deleteIfExists(unfinished);
        }
    }

    /** All that is written counts. */
    private static final class Authenticated extends FilterOutputStream {

        private final Mac mac;

        Authenticated(OutputStream out, Mac mac) {
            super(out);
            this.mac = mac;
        }

        @Override
        public void write(int b) throws IOException {
            mac.update((byte) b);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            mac.update(bytes, from, length);
            out.write(bytes, from, length);
        }
    }

    /** The fastest level: most of the content is encrypted, which no level makes smaller than its bytes. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

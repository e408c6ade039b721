package musubi.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream, each in a buffer that the next one overwrites. The buffer grows to the longest line. */
final class Lines {

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int length;
    private int filled;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end of the stream. What follows the last line break is no line. */
    boolean next() throws IOException {
        start += length;
        for (var at = start; ; at++) {
            if (at == filled) {
                at -= start;
                if (!fill()) {
                    length = 0;
                    return false;
                }
            }
            if (buffer[at] == '\n') {
                length = at + 1 - start;
                return true;
            }
        }
    }

    /** Reads more behind what is there; the line begins at 0 then. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        var read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read > 0;
    }

    /** Where the line is, from {@link #start} on. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    /** In bytes, with the line break. */
    int length() {
        return length;
    }
}

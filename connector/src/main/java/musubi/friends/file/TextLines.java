package musubi.friends.file;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a text, with their numbers. Lines can be peeked at before they are read. */
final class TextLines {

    /** Most characters of a line. The rest of a line is skipped, so that its memory is bounded. */
    static final int MAX_LENGTH = 65_536;

    /**
     * A line.
     *
     * @param number of the line; the first line is 1
     */
    record Line(long number, String text) {}

    private final Reader text;
    private final char[] buffer = new char[8_192];
    private final List<Line> ahead = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int filled;
    private long number;

    TextLines(Reader text) {
        this.text = text;
    }

    /** Reads the next line; null at the end. */
    @Nullable
    Line next() throws IOException {
        return ahead.isEmpty() ? read() : ahead.removeFirst();
    }

    /** The line that many lines after the next one, without reading it; null when there are fewer lines. */
    @Nullable
    Line peek(int after) throws IOException {
        while (ahead.size() <= after) {
            var more = read();
            if (more == null) {
                return null;
            }
            ahead.add(more);
        }
        return ahead.get(after);
    }

    private @Nullable Line read() throws IOException {
        line.setLength(0);
        var any = false;
        for (var next = character(); next >= 0; next = character()) {
            any = true;
            if (next == '\n') {
                break;
            }
            if (next == '\r') {
                if (peekCharacter() == '\n') {
                    at++;
                }
                break;
            }
            if (line.length() < MAX_LENGTH) {
                line.append((char) next);
            }
        }
        return any ? new Line(++number, line.toString()) : null;
    }

    private int character() throws IOException {
        var next = peekCharacter();
        at++;
        return next;
    }

    private int peekCharacter() throws IOException {
        if (at >= filled) {
            filled = text.read(buffer);
            at = 0;
        }
        return filled < 0 ? -1 : buffer[at];
    }
}

package musubi.friends.file;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a text, one after the other, each with its number; some can be looked at before they are taken. */
final class TextLines {

    /** Characters of a line; what comes after them on it is left out, so that no line costs more memory. */
    static final int LONGEST = 65_536;

    /**
     * A line.
     *
     * @param number the first is 1
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

    /** The next line; null at the end. */
    @Nullable
    Line take() throws IOException {
        return ahead.isEmpty() ? read() : ahead.removeFirst();
    }

    /** The line so many lines after the next one, without taking it; null when there are not so many. */
    @Nullable
    Line look(int after) throws IOException {
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
        for (var next = next(); next >= 0; next = next()) {
            any = true;
            if (next == '\n') {
                break;
            }
            if (next == '\r') {
                if (peek() == '\n') {
                    at++;
                }
                break;
            }
            if (line.length() < LONGEST) {
                line.append((char) next);
            }
        }
        return any ? new Line(++number, line.toString()) : null;
    }

    private int next() throws IOException {
        var next = peek();
        at++;
        return next;
    }

    private int peek() throws IOException {
        if (at >= filled) {
            filled = text.read(buffer);
            at = 0;
        }
        return filled < 0 ? -1 : buffer[at];
    }
}

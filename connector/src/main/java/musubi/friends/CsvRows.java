package musubi.friends;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file (RFC 4180), whatever is wrong with some of them. A quotation mark that is never closed, or closed in the midst of
 * a field, spoils its own line alone: the line is then cut at its separators, and the next one is a row of its own again.
 */
final class CsvRows {

    /** A field with line breaks in it runs over so many lines at most. */
    private static final int LINES = 100;

    /** What runs over lines and holds an id is no field, but rows between two quotation marks that do not belong together. */
    private static final Pattern ID = Pattern.compile("U[0-9a-f]{32}");

    /**
     * A row.
     *
     * @param number of its first line; the first of the file is 1
     * @param lines that it runs over
     */
    record Row(long number, int lines, List<String> fields) {}

    private final TextLines lines;
    private final char separator;

    CsvRows(TextLines lines, char separator) {
        this.lines = lines;
        this.separator = separator;
    }

    /** The next row; null at the end. */
    @Nullable
    Row next() throws IOException {
        var first = lines.take();
        if (first == null) {
            return null;
        }
        var text = first.text();
        if (text.indexOf('"') < 0) {
            return new Row(first.number(), 1, plain(text, separator));
        }
        var row = new Splitting(separator);
        var end = row.read(text);
        var more = 0;
        for (var size = text.length(); end == End.OPEN && more < LINES && size < TextLines.LONGEST; more++) {
            var next = lines.look(more);
            if (next == null) {
                break;
            }
            size += next.text().length();
            end = row.read(next.text());
        }
        if (end != End.WHOLE || row.hasIdsBetweenLines()) {
            return new Row(first.number(), 1, plain(text, separator));
        }
        for (var taken = 0; taken < more; taken++) {
            lines.take();
        }
        return new Row(first.number(), more + 1, row.fields);
    }

    private enum End {
        WHOLE,
        /** A quotation mark waits to be closed. */
        OPEN,
        /** After the closing quotation mark comes something else than a separator. */
        BROKEN
    }

    /** A row that may run over several lines. */
    private static final class Splitting {

        private final char separator;
        private final List<String> fields = new ArrayList<>();
        private final StringBuilder field = new StringBuilder();
        private boolean quoted;

        private Splitting(char separator) {
            this.separator = separator;
        }

        private End read(String line) {
            if (quoted) {
                field.append('\n');
            }
            for (var at = 0; at < line.length(); at++) {
                var next = line.charAt(at);
                if (quoted && next != '"') {
                    field.append(next);
                } else if (quoted && is(line, at + 1, '"')) {
                    field.append('"');
                    at++;
                } else if (quoted) {
                    quoted = false;
                    while (is(line, at + 1, ' ')) {
                        at++;
                    }
                    if (at + 1 < line.length() && !is(line, at + 1, separator)) {
                        return End.BROKEN;
                    }
                } else if (next == separator) {
                    end();
                } else if (next == '"' && field.toString().isBlank()) {
                    field.setLength(0);
                    quoted = true;
                } else {
                    field.append(next);
                }
            }
            if (quoted) {
                return End.OPEN;
            }
            end();
            return End.WHOLE;
        }

        private static boolean is(String line, int at, char expected) {
            return at < line.length() && line.charAt(at) == expected;
        }

        private void end() {
            fields.add(field.toString());
            field.setLength(0);
        }

        private boolean hasIdsBetweenLines() {
            return fields.stream()
                    .anyMatch(
                            each -> each.indexOf('\n') >= 0 && ID.matcher(each).find());
        }
    }

    /** Cut at each separator, quotation marks at the ends of fields left out. */
    private static List<String> plain(String text, char separator) {
        var fields = new ArrayList<String>();
        var from = 0;
        for (var to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            fields.add(unquoted(text.substring(from, to)));
            from = to + 1;
        }
        fields.add(unquoted(text.substring(from)));
        return fields;
    }

    /** Without the quotation marks at its ends. */
    static String unquoted(String field) {
        var from = 0;
        var to = field.length();
        while (from < to && field.charAt(from) == '"') {
            from++;
        }
        while (to > from && field.charAt(to - 1) == '"') {
            to--;
        }
        return field.substring(from, to);
    }
}

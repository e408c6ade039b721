package musubi.friends.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV file, broken ones included. FastCSV parses each row with a quotation mark by itself: a quotation mark that is
 * never closed, or is followed by other text, spoils its own line only. That line is then split at its separators, and the next line is
 * a new row (docs/adr/0028).
 */
final class CsvRows {

    /** A row with line breaks in its fields has at most so many more lines. */
    private static final int MAX_FURTHER_LINES = 100;

    /** A field with a line break and an id is not a field, but rows between two quotation marks that do not belong together. */
    private static final Pattern ID = Pattern.compile("U[0-9a-f]{32}");

    /**
     * A row.
     *
     * @param number of its first line; the first line of the file is 1
     * @param lines that the row consists of
     */
    record Row(long number, int lines, List<String> fields) {}

    private final TextLines lines;
    private final char separator;
    private final CsvReaderBuilder parser;

    CsvRows(TextLines lines, char separator) {
        this.lines = lines;
        this.separator = separator;
        this.parser = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .detectBomHeader(false);
    }

    /** The next row; null at the end. */
    @Nullable
    Row next() throws IOException {
        var first = lines.next();
        if (first == null) {
            return null;
        }
        if (first.text().indexOf('"') >= 0) {
            var fields = parse(first.text());
            if (fields.isPresent()) {
                var further = lineBreaks(fields.get());
                for (var taken = 0; taken < further; taken++) {
                    lines.next();
                }
                return new Row(first.number(), further + 1, fields.get());
            }
        }
        return new Row(first.number(), 1, split(first.text(), separator));
    }

    /** The fields of the row that begins with that line; empty when its quotation marks are broken. */
    private Optional<List<String>> parse(String first) throws IOException {
        try (var row = parser.ofCsvRecord(new RowText(first))) {
            return row.stream().findFirst().map(CsvRecord::getFields).filter(fields -> !hasIdsBetweenLines(fields));
        } catch (CsvParseException broken) {
            return Optional.empty();
        }
    }

    private static int lineBreaks(List<String> fields) {
        return (int) fields.stream()
                .flatMapToInt(String::chars)
                .filter(each -> each == '\n')
                .count();
    }

    private static boolean hasIdsBetweenLines(List<String> fields) {
        return fields.stream()
                .anyMatch(field -> field.indexOf('\n') >= 0 && ID.matcher(field).find());
    }

    /** A line and those after it, one at a time as the parser asks for them, up to where a row ends at the latest. */
    private final class RowText extends Reader {

        private String line;
        private int at;
        private int further;
        private int size;

        private RowText(String first) {
            this.line = first + '\n';
            this.size = first.length();
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            if (at == line.length() && !advance()) {
                return -1;
            }
            var count = Math.min(length, line.length() - at);
            line.getChars(at, at + count, into, from);
            at += count;
            return count;
        }

        private boolean advance() throws IOException {
            var next = further < MAX_FURTHER_LINES && size < TextLines.MAX_LENGTH ? lines.peek(further) : null;
            if (next == null) {
                return false;
            }
            further++;
            size += next.text().length();
            line = next.text() + '\n';
            at = 0;
            return true;
        }

        @Override
        public void close() {
            // the lines stay open for the next row
        }
    }

    /** Splits at each separator, and leaves out quotation marks at the ends of fields. */
    private static List<String> split(String text, char separator) {
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

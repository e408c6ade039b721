package musubi.friends.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import musubi.contact.LineUserId;
import musubi.friends.BadLine;
import musubi.friends.ImportRefusedException;

/**
 * Reads LINE user ids from a CSV file of any length in bounded memory: the column named {@code LINE User ID}, {@code line_user_id} or {@code
 * userId} in any case, with or without the serial of an account, or the only column of a file without a header. The separator may be comma,
 * semicolon or tab, the encoding UTF-8, Shift_JIS or UTF-16; there may be titles above the header, and rows of other lengths
 * (docs/adr/0028).
 */
public final class UserIdFile {

    private UserIdFile() {}

    /**
     * Reads the file to its end.
     *
     * @param own names of this account's column in lower case, for files with several columns of ids
     * @param column receives the name of the column before any id; empty when there is no header
     * @param ids receives each id
     * @param bad receives each line without an id
     * @param each receives the number of each line, before its id or bad line
     * @throws ImportRefusedException when the file as a whole cannot be read
     */
    public static void read(
            InputStream file,
            Set<String> own,
            Consumer<String> column,
            Consumer<String> ids,
            Consumer<BadLine> bad,
            LongConsumer each)
            throws IOException {
        var lines = new TextLines(FileText.open(file));
        var layout = CsvLayout.of(lines, own);
        for (var before = 0; before < layout.before(); before++) {
            lines.next();
        }
        column.accept(layout.header());
        var rows = new CsvRows(lines, layout.separator());
        for (var row = rows.next(); row != null; row = rows.next()) {
            each.accept(row.number());
            accept(row, layout.column(), ids, bad);
        }
    }

    /** The value of a field, without what spreadsheets put around text: {@code ="U…"}, {@code 'U…}. */
    static String value(String field) {
        var text = field.strip();
        return CsvRows.unquoted(text.startsWith("=\"") || text.startsWith("'") ? text.substring(1) : text)
                .strip();
    }

    private static void accept(CsvRows.Row row, int column, Consumer<String> ids, Consumer<BadLine> bad) {
        var fields = row.fields();
        if (fields.size() <= column) {
            var blank = fields.stream().allMatch(String::isBlank);
            bad.accept(blank ? BadLine.empty(row.number()) : BadLine.tooShort(row.number(), column + 1));
            return;
        }
        var value = value(fields.get(column));
        if (value.isEmpty()) {
            bad.accept(BadLine.empty(row.number()));
        } else if (LineUserId.parse(value).isPresent()) {
            ids.accept(value);
        } else {
            bad.accept(BadLine.noId(row.number(), value.length()));
        }
    }
}

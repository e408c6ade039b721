package musubi.friends;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import musubi.contact.LineUserId;
import musubi.friends.ImportProblem.Code;
import musubi.friends.ImportRefusedException.Reason;

/**
 * Reads LINE user ids out of a CSV file of any length: a column named {@code LINE User ID}, {@code line_user_id} or
 * {@code userId} in any case, or the only column of a file without a header. UTF-8 with and without BOM and Shift_JIS
 * alike: ids, separators and quotes are ASCII in all of them, and no byte of another character looks like one.
 */
final class UserIdFile {

    private static final Set<String> HEADERS = Set.of("line user id", "line_user_id", "userid");
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final List<byte[]> UTF_16_MARKS =
            List.of(new byte[] {(byte) 0xFE, (byte) 0xFF}, new byte[] {(byte) 0xFF, (byte) 0xFE});

    private UserIdFile() {}

    /**
     * Reads the file to its end.
     *
     * @param column gets the name of the column that is read, before any id; empty when there is no header
     * @param ids gets each id
     * @param bad gets each line without one
     * @param lines gets the number of each line read
     * @throws ImportRefusedException when the file as a whole cannot be read
     */
    static void read(
            InputStream file, Consumer<String> column, Consumer<String> ids, Consumer<BadLine> bad, LongConsumer lines)
            throws IOException {
        var text = new InputStreamReader(withoutMark(file), StandardCharsets.ISO_8859_1);
        try (var records = CsvReader.builder().skipEmptyLines(false).ofCsvRecord(text)) {
            var at = -1;
            for (var record : records) {
                lines.accept(record.getStartingLineNumber());
                if (at < 0) {
                    at = column(record);
                    var header = record.getField(at).strip();
                    column.accept(isHeader(header) ? header : "");
                    if (isHeader(header)) {
                        continue;
                    }
                }
                take(record, at, ids, bad);
            }
        } catch (CsvParseException e) {
            throw new ImportRefusedException(Reason.INVALID, Code.NO_CSV);
        }
    }

    private static int column(CsvRecord first) {
        for (var at = 0; at < first.getFieldCount(); at++) {
            if (isHeader(first.getField(at))) {
                return at;
            }
        }
        if (first.getFieldCount() == 1) {
            return 0;
        }
        throw new ImportRefusedException(
                Reason.INVALID,
                Code.NO_COLUMN);
    }

    private static boolean isHeader(String field) {
        return HEADERS.contains(field.strip().toLowerCase(Locale.ROOT));
    }

    private static void take(CsvRecord record, int column, Consumer<String> ids, Consumer<BadLine> bad) {
        var number = record.getStartingLineNumber();
        if (record.getFieldCount() <= column) {
            bad.accept(BadLine.tooShort(number, column + 1));
            return;
        }
        var field = record.getField(column).strip();
        if (field.isEmpty()) {
            bad.accept(BadLine.empty(number));
        } else if (LineUserId.parse(field).isPresent()) {
            ids.accept(field);
        } else {
            bad.accept(BadLine.noId(number, field.length()));
        }
    }

    private static InputStream withoutMark(InputStream file) throws IOException {
        var stream = new PushbackInputStream(file, UTF_8_MARK.length);
        var start = stream.readNBytes(UTF_8_MARK.length);
        if (UTF_16_MARKS.stream().anyMatch(mark -> Arrays.equals(mark, Arrays.copyOf(start, mark.length)))) {
            throw new ImportRefusedException(Reason.INVALID, Code.UTF_16);
        }
        if (!Arrays.equals(start, UTF_8_MARK)) {
            stream.unread(start);
        }
        return stream;
    }
}

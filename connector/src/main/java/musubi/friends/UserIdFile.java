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
     * @param ids gets each id
     * @param bad gets each line without one
     * @param lines gets the number of each line read
     * @throws ImportRefusedException when the file as a whole cannot be read
     */
    static void read(InputStream file, Consumer<String> ids, Consumer<BadLine> bad, LongConsumer lines)
            throws IOException {
        var text = new InputStreamReader(withoutMark(file), StandardCharsets.ISO_8859_1);
        try (var records = CsvReader.builder().skipEmptyLines(false).ofCsvRecord(text)) {
            var column = -1;
            for (var record : records) {
                lines.accept(record.getStartingLineNumber());
                if (column < 0) {
                    column = column(record);
                    if (isHeader(record.getField(column))) {
                        continue;
                    }
                }
                take(record, column, ids, bad);
            }
        } catch (CsvParseException e) {
            throw new ImportRefusedException(
                    Reason.INVALID,
                    "The file is no CSV: a quotation mark that is never closed, or a line without end.");
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
                "None of the %d columns is named LINE User ID, line_user_id or userId (line 1). Name the column with the"
                                .formatted(first.getFieldCount())
                        + " ids so, or send a file with that column alone.");
    }

    private static boolean isHeader(String field) {
        return HEADERS.contains(field.strip().toLowerCase(Locale.ROOT));
    }

    private static void take(CsvRecord record, int column, Consumer<String> ids, Consumer<BadLine> bad) {
        var number = record.getStartingLineNumber();
        if (record.getFieldCount() <= column) {
            bad.accept(new BadLine(number, "has no column %d".formatted(column + 1)));
            return;
        }
        var field = record.getField(column).strip();
        if (field.isEmpty()) {
            bad.accept(new BadLine(number, "is empty"));
        } else if (LineUserId.parse(field).isPresent()) {
            ids.accept(field);
        } else {
            bad.accept(new BadLine(
                    number,
                    "is no LINE user id: %d characters (expected: U and 32 digits 0-9, a-f)"
                            .formatted(field.length())));
        }
    }

    private static InputStream withoutMark(InputStream file) throws IOException {
        var stream = new PushbackInputStream(file, UTF_8_MARK.length);
        var start = stream.readNBytes(UTF_8_MARK.length);
        if (UTF_16_MARKS.stream().anyMatch(mark -> Arrays.equals(mark, Arrays.copyOf(start, mark.length)))) {
            throw new ImportRefusedException(
                    Reason.INVALID, "The file is in UTF-16. Save it as CSV in UTF-8 or Shift_JIS and send that.");
        }
        if (!Arrays.equals(start, UTF_8_MARK)) {
            stream.unread(start);
        }
        return stream;
    }
}

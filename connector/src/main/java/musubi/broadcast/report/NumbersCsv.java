package musubi.broadcast.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Numbers as CSV files that spreadsheets open as they are meant: RFC 4180, in UTF-8 with a byte order mark, and with nothing that a spreadsheet
 * would take for a formula. Never holds a person.
 */
public final class NumbersCsv {

    /** Without it Excel takes UTF-8 for another encoding. */
    private static final char BOM = '\uFEFF';

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private NumbersCsv() {}

    /** What a code is called in a file: its headings, states, and kinds of numbers. */
    @FunctionalInterface
    public interface Words {

        /** The codes themselves, for programs. */
        Words CODES = key -> key.substring(key.lastIndexOf('.') + 1);

        /** The text of a key of a message. */
        String of(String key);
    }

    /** The file. */
    static String text(List<String> heading, Stream<List<String>> rows) {
        var text = new StringWriter().append(BOM);
        try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            Stream.concat(Stream.of(heading), rows)
                    .forEach(row -> writer.writeRecord(
                            row.stream().map(NumbersCsv::harmless).toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException("in memory there is none", e);
        }
        return text.toString();
    }

    /** An apostrophe before what would be a formula: the spreadsheet shows it as text. */
    private static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    /** A heading of columns. */
    static List<String> heading(Words words, String... columns) {
        return Arrays.stream(columns)
                .map(column -> words.of("report.column." + column))
                .toList();
    }

    /** A share as a number from 0 to 1 with four digits; empty where it is of nobody. */
    static String share(long part, long of) {
        return of == 0 ? "" : String.format(Locale.ROOT, "%.4f", (double) part / of);
    }
}

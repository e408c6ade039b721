package musubi.friends;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.MessageSourceResolvable;

/** Writes the bad lines of an import as CSV. */
public final class BadLinesCsv {

    /** Reasons are sentences: all of them are quoted, so that they look alike in an editor. */
    private static final QuoteStrategy REASONS = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return line > 1 && field == 1;
        }
    };

    private BadLinesCsv() {}

    /**
     * A header, then a row for each line with its number and the reason.
     *
     * @param line name of the first column
     * @param reason name of the second column
     * @param text gives a reason in the reader's language
     */
    public static String of(
            List<BadLine> lines, String line, String reason, Function<MessageSourceResolvable, String> text) {
        var csv = new StringWriter();
        try (var writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(REASONS)
                .build(csv)) {
            writer.writeRecord(line, reason);
            lines.forEach(bad -> writer.writeRecord(String.valueOf(bad.number()), text.apply(bad.message())));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return csv.toString();
    }
}

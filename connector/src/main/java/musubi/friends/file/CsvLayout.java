package musubi.friends.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import musubi.contact.LineUserId;
import musubi.friends.ImportProblem.Code;
import musubi.friends.ImportRefusedException;
import musubi.friends.ImportRefusedException.Reason;

/**
 * The layout of a CSV file, found by its first {@value #MAX_LINES} lines.
 *
 * @param separator of fields
 * @param before number of lines before the first row with an id: titles, and the header
 * @param column with the ids; the first one is 0
 * @param header name of that column; empty when the file has no header
 */
record CsvLayout(char separator, int before, int column, String header) {

    static final int MAX_LINES = 50;

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final Pattern EXCEL = Pattern.compile("(?i) *\"?sep=([,;\t|])\"? *");
    private static final Pattern PLAIN = Pattern.compile("line[ _]user[ _]id|userid|lha_line_user_id");
    /** With the serial of an account: {@code LINE User ID _ 2}, {@code line_user_id_2}. */
    private static final Pattern SERIAL = Pattern.compile("(?:lha_)?line[ _]user[ _]id[ _]*[0-9]{1,3}");

    /** Most characters of these lines. */
    private static final int MAX_CHARACTERS = 4 * TextLines.MAX_LENGTH;

    private record Header(char separator, int before, int column, String name, int rank, int columns) {}

    /**
     * Finds the layout without consuming lines.
     *
     * @param own names of this account's column in lower case; they win over those of other accounts
     * @throws ImportRefusedException when no column of LINE user ids is found
     */
    static CsvLayout of(TextLines lines, Set<String> own) throws IOException {
        var first = first(lines);
        var declared = first.isEmpty() ? Optional.<Character>empty() : declared(first.getFirst());
        var headers = new ArrayList<Header>();
        for (char separator : declared.map(List::of).orElse(SEPARATORS)) {
            for (var row : rows(first, separator)) {
                headers.addAll(headers(row, separator, own));
            }
        }
        return headers.stream()
                .min(Comparator.comparingInt(Header::before)
                        .thenComparingInt(Header::rank)
                        .thenComparing(Header::columns, Comparator.reverseOrder())
                        .thenComparingInt(Header::column))
                .map(header -> new CsvLayout(header.separator(), header.before(), header.column(), header.name()))
                .orElseGet(() -> withoutHeader(first, declared));
    }

    private static List<String> first(TextLines lines) throws IOException {
        var first = new ArrayList<String>();
        var characters = 0;
        for (var line = lines.peek(0);
                line != null && first.size() < MAX_LINES && characters < MAX_CHARACTERS;
                line = lines.peek(first.size())) {
            first.add(line.text());
            characters += line.text().length();
        }
        return first;
    }

    private static List<CsvRows.Row> rows(List<String> first, char separator) {
        var found = new ArrayList<CsvRows.Row>();
        var rows = new CsvRows(new TextLines(new StringReader(String.join("\n", first))), separator);
        try {
            for (var row = rows.next(); row != null; row = rows.next()) {
                found.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The separator in Excel's line {@code sep=…}, the first of the file. */
    private static Optional<Character> declared(String line) {
        var own = EXCEL.matcher(line);
        return own.matches() ? Optional.of(own.group(1).charAt(0)) : Optional.empty();
    }

    private static List<Header> headers(CsvRows.Row row, char separator, Set<String> own) {
        var fields = row.fields();
        return IntStream.range(0, fields.size())
                .filter(column -> rank(fields.get(column), own) >= 0)
                .mapToObj(column -> new Header(
                        separator,
                        (int) row.number() - 1 + row.lines(),
                        column,
                        UserIdFile.value(fields.get(column)),
                        rank(fields.get(column), own),
                        fields.size()))
                .toList();
    }

    /** The rank of a header, lower is better; -1 when it does not name a column of ids. */
    private static int rank(String field, Set<String> own) {
        var name = UserIdFile.value(field).toLowerCase(Locale.ROOT);
        if (own.contains(name)) {
            return 0;
        }
        if (PLAIN.matcher(name).matches()) {
            return 1;
        }
        return SERIAL.matcher(name).matches() ? 2 : -1;
    }

    /** The column of the first row that contains only an id; or the only column. */
    private static CsvLayout withoutHeader(List<String> first, Optional<Character> declared) {
        var before = declared.isPresent() ? 1 : 0;
        var separator = declared.orElseGet(() -> mostFrequent(first));
        var rows = rows(first, separator).stream()
                .skip(before)
                .map(CsvRows.Row::fields)
                .toList();
        for (var row : rows) {
            var filled = IntStream.range(0, row.size())
                    .filter(column -> !UserIdFile.value(row.get(column)).isEmpty())
                    .toArray();
            if (filled.length == 1
                    && LineUserId.parse(UserIdFile.value(row.get(filled[0]))).isPresent()) {
                return new CsvLayout(separator, before, filled[0], "");
            }
        }
        if (rows.stream().anyMatch(row -> row.size() > 1)) {
            throw new ImportRefusedException(Reason.INVALID, Code.NO_COLUMN);
        }
        return new CsvLayout(separator, before, 0, "");
    }

    private static char mostFrequent(List<String> first) {
        return SEPARATORS.stream()
                .max(Comparator.comparingLong(separator -> first.stream()
                        .flatMapToInt(String::chars)
                        .filter(each -> each == separator)
                        .count()))
                .filter(separator -> first.stream().anyMatch(line -> line.indexOf(separator) >= 0))
                .orElse(',');
    }
}

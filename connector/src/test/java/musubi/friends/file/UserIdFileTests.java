package musubi.friends.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import musubi.friends.BadLine;
import musubi.friends.ImportProblem.Code;
import musubi.friends.ImportRefusedException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them: whatever they come out of, the ids in them are found. */
class UserIdFileTests {

    private static final Charset SHIFT_JIS = Charset.forName("Shift_JIS");

    private final List<String> ids = new ArrayList<>();
    private final List<BadLine> bad = new ArrayList<>();
    private String column = "";

    private static String id(int number) {
        return "U%032x".formatted(number);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(UserIdFileTests::id).toList();
    }

    private void read(String file) {
        read(file.getBytes(StandardCharsets.UTF_8));
    }

    private void read(byte[] file) {
        read(new ByteArrayInputStream(file), Set.of());
    }

    private void read(InputStream file, Set<String> own) {
        try {
            UserIdFile.read(file, own, name -> column = name, ids::add, bad::add, ignored -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any separator, encoding, mark, quoting, end of line, place of the header and of the column: the same ids. */
    @RepeatedTest(300)
    void howeverItIsWrittenTheIdsAreTheSame() {
        var seed = Long.getLong("musubi.seed", System.nanoTime());
        var random = new Random(seed);
        var separator = List.of(",", ";", "\t").get(random.nextInt(3));
        var end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        var columns = 1 + random.nextInt(4);
        var at = random.nextInt(columns);
        var header = List.of(
                        "LINE User ID",
                        "line_user_id",
                        "USERID",
                        "LINE User ID _ 2",
                        "LINE User ID _ 1",
                        "lha_line_user_id")
                .get(random.nextInt(6));
        var file = new StringBuilder();
        if (random.nextInt(4) == 0) {
            file.append("sep=").append(separator).append(end);
        }
        for (var titles = random.nextInt(4); titles > 0; titles--) {
            file.append(random.nextBoolean() ? "友だちリスト（能）" : "").append(end);
        }
        file.append(row(columns, at, header, separator, random)).append(end);
        var expected = ids(1 + random.nextInt(40));
        expected.forEach(id -> file.append(row(columns, at, dressed(id, random), separator, random))
                .append(end));
        read(encoded(file.toString(), random));
        assertThat(ids).as("-Dmusubi.seed=%d%n%s", seed, file).isEqualTo(expected);
        assertThat(bad).as("-Dmusubi.seed=%d%n%s", seed, file).isEmpty();
        assertThat(column).as("-Dmusubi.seed=%d", seed).isEqualTo(header);
    }

    private static String dressed(String id, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "\"" + id + "\"";
            case 1 -> "=\"" + id + "\"";
            case 2 -> "\"=\"\"" + id + "\"\"\"";
            case 3 -> " " + id + " ";
            default -> id;
        };
    }

    private static String row(int columns, int at, String value, String separator, Random random) {
        var fields = IntStream.range(0, columns)
                .mapToObj(column -> column == at ? value : other(separator, random))
                .toList();
        return String.join(separator, fields);
    }

    private static String other(String separator, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "\"表" + separator + " \"\"示\"\"\"";
            case 2 -> "\"two\nlines\"";
            case 3 -> "5 \" pipe";
            default -> "さくら能";
        };
    }

    private static byte[] encoded(String text, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 1 -> text.getBytes(SHIFT_JIS);
            case 2 -> text.getBytes(StandardCharsets.UTF_16LE);
            case 3 -> text.getBytes(StandardCharsets.UTF_16BE);
            case 4 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
            case 5 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    @Test
    void rowsOfAnotherLengthAreTakenOrToldByTheirLine() {
        read("name,LINE User ID,memo\na,%s\nb\nc,%s,x,y,z\n,%s,\n".formatted(id(1), id(2), id(3)));
        assertThat(ids).containsExactly(id(1), id(2), id(3));
        assertThat(bad).containsExactly(BadLine.tooShort(3, 2));
    }

    @Test
    void withoutAHeaderTheOnlyColumnIsReadWhateverElseARowHas() {
        read("%s\n%s,memo\n%s,,\n".formatted(id(1), id(2), id(3)));
        assertThat(ids).containsExactly(id(1), id(2), id(3));
        assertThat(column).isEmpty();
    }

    @Test
    void ofSeveralColumnsThatOfThisAccountIsRead() {
        var file = "LINE User ID,LINE User ID _ 2\n%s,%s\n".formatted(id(1), id(2));
        read(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                Set.of("line_user_id_2", "line user id _ 2"));
        assertThat(ids).containsExactly(id(2));
        ids.clear();
        read(file);
        assertThat(ids).containsExactly(id(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"broken,%s,x", "broken\",%s,\"x", "\"bro\"ken,%s,x", "\"never,%s,\"closed"})
    void aBrokenQuotationMarkSpoilsItsOwnLineAtTheMost(String broken) {
        read("name,userId,memo\n\"a\",%s,\"x\"\n%s\n\"b\",%s,\"two\nlines\"\nc,%s,\"5\"\n"
                .formatted(id(1), broken.formatted(id(2)), id(3), id(4)));
        assertThat(ids).contains(id(1), id(3), id(4));
    }

    @Test
    void rowsBetweenTwoLoneQuotationMarksAreNotOneField() {
        read("memo,userId\n\"a,%s\nb,%s\nc,%s\n5\",%s\n".formatted(id(1), id(2), id(3), id(4)));
        assertThat(ids).containsExactly(id(1), id(2), id(3), id(4));
    }

    @Test
    void aLineWithoutEndCostsNoMoreThanItsBound() {
        var endless = new InputStream() {
            private long left = 60_000_000;

            @Override
            public int read() {
                return left-- > 0 ? '"' : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (left <= 0) {
                    return -1;
                }
                java.util.Arrays.fill(into, from, from + length, (byte) '"');
                left -= length;
                return length;
            }
        };
        var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = thread.getCurrentThreadAllocatedBytes();
        read(endless, Set.of());
        assertThat(thread.getCurrentThreadAllocatedBytes() - before)
                .as("bytes of memory for 60 MB")
                .isLessThan(6_000_000);
        assertThat(ids).isEmpty();
        assertThat(bad).hasSize(1);
    }

    /** Shapes that would make a reader go over the same text again and again. */
    @ParameterizedTest
    @ValueSource(strings = {"\"a,\n", "\"a\n\"\"\"\"\n", "x\"\"\"\"\"\"y,\n", "\"\"\"\n", ",\"\n"})
    void linesFullOfQuotationMarksAreReadInOneGo(String line) {
        var lines = 500_000 / line.length();
        var good = timeOfThread(() -> read("userId,note\n" + ",\"good\"\n".repeat(lines)));
        var hard = timeOfThread(() -> read("userId\n" + line.repeat(lines)));
        // a reader that goes back from each line would take more than a thousand times as much
        assertThat(hard).as("nanoseconds, and of as many good lines").isLessThan(50 * good);
        assertThat(ids).isEmpty();
    }

    private static long timeOfThread(Runnable work) {
        var thread = ManagementFactory.getThreadMXBean();
        var before = thread.getCurrentThreadCpuTime();
        work.run();
        return thread.getCurrentThreadCpuTime() - before;
    }

    @ParameterizedTest
    @CsvSource({
        "iVBORw0KGgoAAAANSUhEUg==, IS_PICTURE",
        "/9j/4AAQSkZJRgABAQ==, IS_PICTURE",
        "JVBERi0xLjcKJeLjz9M=, IS_PDF",
        "0M8R4KGxGuEAAAAAAAAAAA==, IS_EXCEL",
        "UEsDBBQAAAAIAHhsL3dvcmtib29rLnhtbA==, IS_EXCEL",
        "UEsDBBQAAAAIAHdvcmQvZG9jdW1lbnQueG1s, IS_ARCHIVE",
    })
    void whatIsNoTextIsNamedForWhatItIs(String file, Code code) {
        assertRefused(Base64.getDecoder().decode(file), code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name,mail\nx,y\n", "名前;メール\nx;y\n"})
    void aTableWithoutSuchAColumnIsRefused(String file) {
        assertRefused(file.getBytes(StandardCharsets.UTF_8), Code.NO_COLUMN);
    }

    private void assertRefused(byte[] file, Code code) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        ImportRefusedException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(code));
    }
}

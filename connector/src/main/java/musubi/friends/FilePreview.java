package musubi.friends;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import musubi.friends.ImportProblem.Code;
import musubi.friends.ImportRefusedException.Reason;
import musubi.friends.file.UserIdFile;

/**
 * How a file would be read, before anything is imported.
 *
 * @param column name of the column with the ids; empty for the only column of a file without a header
 * @param ids lines with a LINE user id, repeated ones included
 * @param bad lines without a LINE user id
 * @param first the first lines, good and bad, at most {@value #MAX_LINES}
 * @param firstBad the first bad lines, at most {@value #MAX_LINES}
 */
public record FilePreview(Optional<String> column, long ids, long bad, List<Line> first, List<BadLine> firstBad) {

    /** Most lines of each kind. */
    public static final int MAX_LINES = 5;

    /**
     * A line of the file.
     *
     * @param number the first line is 1
     * @param userId empty for a bad line
     */
    public record Line(long number, Optional<String> userId) {}

    /** Reads the beginning of a file, or all of it. */
    static FilePreview of(InputStream beginning, boolean whole, Set<String> own) throws IOException {
        var found = new Found();
        UserIdFile.read(beginning, own, found::column, found::id, found::bad, found::line);
        if (found.ids == 0 && whole) {
            throw new ImportRefusedException(Reason.INVALID, Code.NO_IDS);
        }
        return found.preview();
    }

    private static final class Found {

        private final List<Line> first = new ArrayList<>();
        private final List<BadLine> firstBad = new ArrayList<>();
        private String column = "";
        private long line;
        private long ids;
        private long bad;

        private void line(long number) {
            line = number;
        }

        private void column(String name) {
            column = name;
        }

        private void id(String userId) {
            ids++;
            show(new Line(line, Optional.of(userId)));
        }

        private void bad(BadLine found) {
            bad++;
            show(new Line(line, Optional.empty()));
            if (firstBad.size() < MAX_LINES) {
                firstBad.add(found);
            }
        }

        private void show(Line shown) {
            if (first.size() < MAX_LINES) {
                first.add(shown);
            }
        }

        private FilePreview preview() {
            return new FilePreview(
                    Optional.of(column).filter(name -> !name.isEmpty()),
                    ids,
                    bad,
                    List.copyOf(first),
                    List.copyOf(firstBad));
        }
    }
}

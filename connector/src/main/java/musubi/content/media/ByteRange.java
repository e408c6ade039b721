package musubi.content.media;

import java.util.Optional;
import org.springframework.http.HttpRange;

/**
 * The part of a file that a request asks for.
 *
 * @param from the first byte
 * @param to after the last one
 */
record ByteRange(long from, long to) {

    /** The whole of a file. */
    static ByteRange all(long bytes) {
        return new ByteRange(0, bytes);
    }

    /**
     * The range of a header. What is malformed, and several ranges at once, may be answered with the whole file.
     *
     * @param header of {@code Range}
     * @param bytes of the file
     * @return empty when none of the file is in it
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range-requests">RFC 9110, section 14</a>
     */
    static Optional<ByteRange> of(String header, long bytes) {
        try {
            var ranges = HttpRange.parseRanges(header);
            if (ranges.size() != 1) {
                return Optional.of(all(bytes));
            }
            var from = ranges.getFirst().getRangeStart(bytes);
            var to = ranges.getFirst().getRangeEnd(bytes) + 1;
            return from < to ? Optional.of(new ByteRange(from, to)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(all(bytes));
        }
    }

    long length() {
        return to - from;
    }
}

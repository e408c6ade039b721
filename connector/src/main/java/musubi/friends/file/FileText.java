package musubi.friends.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import musubi.friends.ImportProblem.Code;
import musubi.friends.ImportRefusedException;
import musubi.friends.ImportRefusedException.Reason;

/**
 * Opens a file as text. UTF-16 is recognized by its byte order mark or by its zero bytes, which no other text has. UTF-8 and Shift_JIS need
 * not be distinguished: ids, separators and quotation marks are ASCII in both, and no other character contains such a byte.
 */
final class FileText {

    /** Number of bytes that show what a file is. */
    private static final int START = 8_192;

    private FileText() {}

    /** @throws ImportRefusedException when the file is a workbook, a picture or another kind that is not text */
    static Reader open(InputStream file) throws IOException {
        var stream = new PushbackInputStream(file, START);
        var start = stream.readNBytes(START);
        var kind = kind(start);
        if (kind.isPresent()) {
            throw new ImportRefusedException(Reason.INVALID, kind.get());
        }
        var mark = mark(start);
        stream.unread(start, mark, start.length - mark);
        return new InputStreamReader(stream, charset(start));
    }

    /** The kind of file by its first bytes; empty for text. */
    private static Optional<Code> kind(byte[] start) {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\u0003\u0004")) {
            return Optional.of(text.contains("xl/") ? Code.IS_EXCEL : Code.IS_ARCHIVE);
        }
        if (text.startsWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
            return Optional.of(Code.IS_EXCEL);
        }
        if (text.startsWith("\u001F\u008B")) {
            return Optional.of(Code.IS_ARCHIVE);
        }
        if (text.startsWith("%PDF-")) {
            return Optional.of(Code.IS_PDF);
        }
        var picture = text.startsWith("\u0089PNG\r\n")
                || text.startsWith("\u00FF\u00D8\u00FF")
                || text.startsWith("GIF8")
                || (text.startsWith("RIFF") && text.startsWith("WEBP", 8))
                || text.startsWith("ftyp", 4);
        return picture ? Optional.of(Code.IS_PICTURE) : Optional.empty();
    }

    private static int mark(byte[] start) {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00EF\u00BB\u00BF")) {
            return 3;
        }
        return text.startsWith("\u00FF\u00FE") || text.startsWith("\u00FE\u00FF") ? 2 : 0;
    }

    private static Charset charset(byte[] start) {
        var zeros = new int[2];
        for (var at = 0; at < start.length; at++) {
            if (start[at] == 0) {
                zeros[at % 2]++;
            }
        }
        if (start.length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (zeros[0] + zeros[1] == 0) {
            return StandardCharsets.ISO_8859_1;
        }
        return zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
}

package musubi.content.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import musubi.system.UploadSpool;
import musubi.system.upload.SpooledFiles;
import org.springframework.stereotype.Component;

/** Receives a file on disk, judges it by its bytes, and makes what is to be stored of it. */
@Component
public class ReceiveMedium {

    /** Bytes that may be around a file in a request. */
    private static final int AROUND = 64 << 10;

    private static final int BUFFER = 16 << 10;

    private final UploadSpool spool;
    private final PictureThread pictures;

    ReceiveMedium(UploadSpool spool, PictureThread pictures) {
        this.spool = spool;
        this.pictures = pictures;
    }

    /**
     * Makes a medium of a file.
     *
     * @param announced bytes that are to come, with what is around the file; negative where that is not known
     * @return to be closed by the caller
     * @throws MediaRefusedException when it is not taken, as soon as that is known
     */
    public MadeMedium receive(long announced, InputStream content) throws IOException {
        var files = spool.files();
        MadeMedium made = null;
        try {
            checkLength(announced);
            var head = head(content);
            var kind = FileKind.of(head).orElseThrow(() -> new MediaRefusedException(MediaProblem.KIND));
            checkAnnounced(announced, kind);
            var file = files.create();
            var bytes = receive(kind, head, content, file);
            made = switch (kind) {
                case MP4 -> video(file, bytes, files);
                case JPEG, PNG -> pictures.make(kind, file, files);
            };
            return made;
        } finally {
            if (made == null) {
                files.close();
            }
        }
    }

    /**
     * Checks the length that a request announces.
     *
     * @throws MediaRefusedException when it is longer than any file may be
     */
    public static void checkLength(long announced) {
        checkAnnounced(announced, FileKind.MP4);
    }

    private static void checkAnnounced(long announced, FileKind kind) {
        if (announced - AROUND > kind.maxBytes()) {
            throw new MediaRefusedException(kind.tooLarge());
        }
    }

    private static long receive(FileKind kind, byte[] head, InputStream content, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            out.write(head);
            long bytes = head.length;
            var buffer = new byte[BUFFER];
            for (var count = read(content, buffer); count >= 0; count = read(content, buffer)) {
                bytes += count;
                if (bytes > kind.maxBytes()) {
                    throw new MediaRefusedException(kind.tooLarge());
                }
                out.write(buffer, 0, count);
            }
            return bytes;
        }
    }

    private static byte[] head(InputStream content) {
        try {
            return content.readNBytes(FileKind.HEAD);
        } catch (IOException brokenOff) {
            throw new MediaRefusedException(MediaProblem.TRUNCATED, brokenOff);
        }
    }

    /** What a client breaks off is cut: no fault of this machine, whose disk throws the same exception. */
    private static int read(InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException brokenOff) {
            throw new MediaRefusedException(MediaProblem.TRUNCATED, brokenOff);
        }
    }

    private static MadeMedium video(Path file, long bytes, SpooledFiles files) throws IOException {
        try {
            var video = Mp4File.checked(file);
            return new MadeMedium(
                    video.width(),
                    video.height(),
                    video.duration(),
                    List.of(new MadeFile(MediumSize.ORIGINAL, "video/mp4", file, bytes)),
                    files);
        } catch (EOFException cut) {
            throw new MediaRefusedException(MediaProblem.TRUNCATED, cut);
        }
    }
}

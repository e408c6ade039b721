package musubi.content.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import musubi.system.upload.SpooledFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pictures are refused, before they cost anything. */
class RefusedPictureTests {

    @TempDir
    private Path directory;

    private MadeMedium made(FileKind kind, byte[] content) throws IOException {
        var file = directory.resolve("picture");
        Files.write(file, content);
        return MakePicture.of(kind, file, new SpooledFiles(directory));
    }

    private void assertRefused(FileKind kind, byte[] content, MediaProblem problem) {
        assertThatThrownBy(() -> made(kind, content))
                .isInstanceOfSatisfying(
                        MediaRefusedException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }

    @Test
    void whatIsHugeOnceItIsUnpackedIsRefusedByItsHead() {
        assertRefused(FileKind.PNG, MediaFiles.blackPng(60_000, 60_000, 0, 1), MediaProblem.TOO_MANY_PIXELS);
        assertRefused(FileKind.PNG, MediaFiles.blackPng(7_100, 7_100, 0, 1), MediaProblem.TOO_MANY_PIXELS);
        assertRefused(FileKind.PNG, MediaFiles.blackPng(40_000, 1, 0, 1), MediaProblem.TOO_MANY_PIXELS);
        var bomb = MediaFiles.jpeg(16, 16);
        for (var at = 2; at < bomb.length; at++) {
            if (bomb[at] == (byte) 0xFF && bomb[at + 1] == (byte) 0xC0) {
                Arrays.fill(bomb, at + 5, at + 9, (byte) 0xFF);
                break;
            }
        }
        assertRefused(FileKind.JPEG, bomb, MediaProblem.TOO_MANY_PIXELS);
    }

    @Test
    void whatIsCutIsRefused() {
        var jpeg = MediaFiles.jpeg(400, 300);
        var png = MediaFiles.png(MediaFiles.quarters(400, 300, BufferedImage.TYPE_INT_RGB));
        for (var part : new int[] {20, 100, 2}) {
            assertRefused(FileKind.JPEG, Arrays.copyOf(jpeg, jpeg.length - jpeg.length / part), MediaProblem.TRUNCATED);
            assertRefused(FileKind.PNG, Arrays.copyOf(png, png.length - png.length / part), MediaProblem.TRUNCATED);
        }
        assertRefused(FileKind.JPEG, Arrays.copyOf(jpeg, 4), MediaProblem.TRUNCATED);
        assertRefused(FileKind.PNG, Arrays.copyOf(png, 9), MediaProblem.TRUNCATED);
    }

    @Test
    void whatIsWrongInsideIsRefused() {
        var png = MediaFiles.png(MediaFiles.quarters(400, 300, BufferedImage.TYPE_INT_RGB));
        png[png.length / 2] ^= 1;
        assertRefused(FileKind.PNG, png, MediaProblem.BROKEN);
        var jpeg = MediaFiles.jpeg(400, 300);
        // no frame at all
        var empty = new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
        assertRefused(FileKind.JPEG, empty, MediaProblem.BROKEN);
        jpeg[3] = 0x05;
        assertRefused(FileKind.JPEG, jpeg, MediaProblem.BROKEN);
    }

    @Test
    void scansWithoutEndAreRefused() {
        var jpeg = MediaFiles.progressive(MediaFiles.quarters(80, 60, BufferedImage.TYPE_3BYTE_BGR));
        var scan = 0;
        for (var at = 2; at < jpeg.length - 1 && scan == 0; at++) {
            scan = jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xDA ? at : 0;
        }
        var many = new ByteArrayOutputStream();
        many.write(jpeg, 0, scan);
        for (var each = 0; each < 60; each++) {
            many.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        many.write(jpeg, jpeg.length - 2, 2);
        assertRefused(FileKind.JPEG, many.toByteArray(), MediaProblem.BROKEN);
    }

    @Test
    void progressivePicturesThatTakeTooMuchMemoryAreRefused() {
        // only the head says that it is large: four inks of 49 million pixels
        var large = MediaFiles.cyanCmyk(16, 16);
        for (var at = 2; at < large.length; at++) {
            if (large[at] == (byte) 0xFF && large[at + 1] == (byte) 0xC0) {
                large[at + 1] = (byte) 0xC2;
                large[at + 5] = 0x1B;
                large[at + 7] = 0x1B;
                break;
            }
        }
        assertRefused(FileKind.JPEG, large, MediaProblem.PROGRESSIVE);
    }
}

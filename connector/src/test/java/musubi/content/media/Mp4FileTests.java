package musubi.content.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a video, and which are refused. */
class Mp4FileTests {

    @TempDir
    private Path directory;

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("film"), content);
    }

    private void assertRefused(byte[] content, MediaProblem problem) throws IOException {
        var file = file(content);
        assertThatThrownBy(() -> Mp4File.checked(file))
                .isInstanceOfSatisfying(
                        MediaRefusedException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }

    @Test
    void sizeAndDurationAreRead() throws IOException {
        var video = Mp4File.checked(file(MediaFiles.mp4(1_920, 1_080, 1_000)));
        assertThat(video.width()).isEqualTo(1_920);
        assertThat(video.height()).isEqualTo(1_080);
        assertThat(video.duration()).contains(Duration.ofMillis(2_500));
    }

    @Test
    void aFilmOfATurnedPhoneStandsUpright() throws IOException {
        var video = Mp4File.checked(file(MediaFiles.mp4("mp42", "vide", 1_920, 1_080, true, 10)));
        assertThat(video.width()).isEqualTo(1_080);
        assertThat(video.height()).isEqualTo(1_920);
    }

    @Test
    void thePlaceIsBlankedAndNothingElseMoves() throws IOException {
        var before = MediaFiles.mp4(640, 480, 1_000);
        var file = file(before);
        Mp4File.checked(file);
        var after = Files.readAllBytes(file);
        assertThat(after).hasSameSizeAs(before);
        assertThat(new String(before, StandardCharsets.ISO_8859_1)).contains("udta", "+35.6586");
        assertThat(new String(after, StandardCharsets.ISO_8859_1))
                .contains("free")
                .doesNotContain("udta", "+35.6586");
        assertThat(Arrays.copyOfRange(after, after.length - 1_000, after.length))
                .isEqualTo(Arrays.copyOfRange(before, before.length - 1_000, before.length));
        assertThat(Mp4File.checked(file).width()).isEqualTo(640);
    }

    @Test
    void whatLineDoesNotPlayIsRefused() throws IOException {
        assertRefused(MediaFiles.mp4("qt  ", "vide", 640, 480, false, 10), MediaProblem.QUICKTIME);
        assertRefused(MediaFiles.mp4("M4A ", "soun", 0, 0, false, 10), MediaProblem.NO_VIDEO);
        var head = Arrays.copyOf(MediaFiles.mp4(640, 480, 10), 20);
        head[3] = 20;
        assertRefused(head, MediaProblem.NO_VIDEO);
    }

    @Test
    void whatIsCutIsNoticed() throws IOException {
        var film = MediaFiles.mp4(640, 480, 1_000);
        for (var length : new int[] {film.length - 1, film.length - 1_004, 60, 12}) {
            var file = file(Arrays.copyOf(film, length));
            assertThatThrownBy(() -> Mp4File.checked(file))
                    .as(length + " bytes")
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void boxesThatLeadAstrayAreRefused() throws IOException {
        for (var size : new int[] {1, 2, 7, 0x7FFF_FFFF, -1}) {
            var film = MediaFiles.mp4(640, 480, 1_000);
            // the first box in moov
            ByteBuffer.wrap(film).putInt(28, size);
            assertRefused(film, MediaProblem.BROKEN);
        }
    }
}

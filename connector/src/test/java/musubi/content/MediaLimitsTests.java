package musubi.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import musubi.content.media.MediaFiles;
import musubi.content.media.MediaUpload;
import musubi.testing.Strangers;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is too large is told before all of it has come. */
class MediaLimitsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final String library = "/api/connections/" + WORLD.connect().id() + "/media";

    @Test
    void whatAnnouncesTooMuchIsAnsweredBeforeItComes() throws IOException {
        try (var strangers = Strangers.at(WORLD.url())) {
            var video = strangers.connect();
            video.send(head("Content-Length: 220000000"));
            assertThat(video.status()).isEqualTo(413);
            var picture = strangers.connect();
            picture.send(head("Content-Length: 60000000"));
            picture.send(MediaUpload.PART_HEAD.getBytes(StandardCharsets.US_ASCII));
            picture.send(MediaFiles.jpeg(20, 20));
            // so that the parser of the parts, which reads some kilobytes at a time, goes on
            picture.send(new byte[20_000]);
            assertThat(picture.status()).isEqualTo(413);
        }
    }

    @Test
    void whatComesInPiecesIsBrokenOffAtTheLimit() throws IOException {
        try (var strangers = Strangers.at(WORLD.url())) {
            var stranger = strangers.connect();
            stranger.send(head("Transfer-Encoding: chunked"));
            stranger.send(chunk(MediaUpload.PART_HEAD.getBytes(StandardCharsets.US_ASCII)));
            stranger.send(chunk(MediaFiles.jpeg(20, 20)));
            for (var each = 0; each < 11; each++) {
                stranger.send(chunk(new byte[1 << 20]));
            }
            assertThat(stranger.head()).anyMatch(line -> line.contains(" 413 "));
        }
    }

    private byte[] head(String length) {
        return Strangers.head(
                "POST",
                library,
                "Authorization: Bearer " + TestWorld.API_TOKEN,
                "Content-Type: multipart/form-data; boundary=b",
                length);
    }

    private static byte[] chunk(byte[] content) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }
}

package musubi.content.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import musubi.testing.TestWorld;
import tools.jackson.databind.JsonNode;

/** Uploads files as programs do, and fetches them as phones do. */
public final class MediaUpload {

    /** Of a part with a file. */
    public static final String PART_HEAD = """
            --b\r
            Content-Disposition: form-data; name="file"; filename="a.png"\r
            Content-Type: image/png\r
            \r
            """;

    private MediaUpload() {}

    /** The answer is as the document tells it. */
    public static HttpResponse<String> send(TestWorld world, String connection, String token, byte[] file) {
        var path = "/api/connections/" + connection + "/media";
        var answer = world.send(HttpRequest.newBuilder(world.url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArrays(List.of(
                        "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nbefore the file\r\n"
                                .getBytes(StandardCharsets.US_ASCII),
                        PART_HEAD.getBytes(StandardCharsets.US_ASCII),
                        file,
                        "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII))))
                .build());
        world.contract().check("POST", path, answer);
        return answer;
    }

    /** One that has to be taken. */
    public static JsonNode made(TestWorld world, String connection, byte[] file) {
        var answer = send(world, connection, TestWorld.API_TOKEN, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestWorld.json(answer);
    }
}

package musubi.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import musubi.testing.TestWorld;

/** Files of user ids, in the character sets that spreadsheets write, or none. An import that begins is cancelled: what it does is another's. */
final class CsvTarget implements Target {

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16, Charset.forName("Windows-31J"));

    private final FuzzWorld world;

    CsvTarget(FuzzWorld world) {
        this.world = world;
    }

    @Override
    public void run(Bits bits) {
        var boundary = bits.chance(16) ? bits.header(10) : "b";
        var body = new ByteArrayOutputStream();
        var head = "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
                .formatted(bits.chance(16) ? bits.header(10) : "file", bits.chance(8) ? bits.header(40) : "ids.csv");
        body.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(file(bits));
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        var answer = world.call(
                "POST",
                "/api/connections/" + world.connection().id() + "/imports",
                body.toByteArray(),
                Map.of(
                        "Authorization",
                        "Bearer " + TestWorld.API_TOKEN,
                        "Content-Type",
                        "multipart/form-data; boundary=" + boundary));
        if (answer.statusCode() == 202) {
            var id = TestWorld.json(answer).path("id").asString();
            world.world().api("GET", "/api/imports/" + id + "/bad-lines", null);
            world.world().api("POST", "/api/imports/" + id + "/cancel", null);
        }
    }

    private static byte[] file(Bits bits) {
        if (bits.chance(3)) {
            return bits.rest();
        }
        var text = new StringBuilder();
        var charset = CHARSETS.get(bits.below(CHARSETS.size()));
        var lines = bits.below(30);
        for (var i = 0; i < lines; i++) {
            text.append(
                    switch (bits.below(6)) {
                        case 0 -> "U0123456789abcdef0123456789abcdef";
                        case 1 -> "\"U0123456789abcdef0123456789abcde" + i % 10 + "\",\"x\ny\"";
                        case 2 -> "\"" + bits.text(30);
                        case 3 -> "User ID,\t;";
                        case 4 -> ",".repeat(bits.below(400));
                        default -> bits.text(60);
                    });
            text.append(bits.chance(4) ? "\r" : "\r\n");
        }
        return text.toString().getBytes(charset);
    }
}

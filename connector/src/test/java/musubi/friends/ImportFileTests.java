package musubi.friends;

import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports of files over REST: what is read from them, and what is refused. */
class ImportFileTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();

    private final ImportCalls imports = new ImportCalls(WORLD, connection);

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "Shift_JIS"})
    void aFileIsReadByItsHeaderWhateverElseIsInIt(String charset) {
        var friends = imports.silently(3);
        var file = "名前,LINE USER ID,備考\r\n"
                + friends.stream()
                        .map(friend -> "\"表, 示\"," + friend.userId() + ",能\r\n")
                        .collect(Collectors.joining());
        var done = imports.ended(imports.csv(file.getBytes(Charset.forName(charset))));
        ImportCalls.assertCounts(done, 3, 3, 0, 0, 0);
        assertThat(done.path("source").asString()).isEqualTo("csv");
    }

    @Test
    void aFileWithAMarkAndOneColumnAndBadLinesIsReadToItsEnd() {
        var friends = imports.silently(2);
        var file = "\uFEFFuserId\n%s\nnobody\n\n%s\n%s\n"
                .formatted(
                        friends.getFirst().userId(),
                        friends.getLast().userId(),
                        friends.getFirst().userId());
        var done = imports.ended(imports.csv(file.getBytes(StandardCharsets.UTF_8)));
        ImportCalls.assertCounts(done, 2, 2, 0, 0, 0);
        assertThat(done.path("badLines").asInt()).isEqualTo(2);
        var lines = WORLD.api("GET", "/api/imports/" + done.path("id").asString() + "/bad-lines", null);
        assertThat(lines.body()).contains("3,\"is no LINE user id", "4,\"is empty");
    }

    @Test
    void aFileWithoutAHeaderIsReadFromItsFirstLine() {
        var friend = imports.silently(1).getFirst();
        ImportCalls.assertCounts(
                imports.ended(imports.csv(friend.userId().getBytes(StandardCharsets.UTF_8))), 1, 1, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name,mail\nx,y\n", "", "nobody\n", "\"never closed"})
    void aFileThatIsNoListOfIdsIsRefusedInPlainWords(String file) {
        var answer = imports.upload(file.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString()).isNotEmpty();
        // and the next one is not held up by it
        imports.silently(1);
        assertThat(imports.ended(imports.startFollowers()).path("state").asString())
                .isEqualTo("DONE");
    }
}

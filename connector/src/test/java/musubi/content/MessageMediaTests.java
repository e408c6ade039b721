package musubi.content;

import static musubi.content.MessageCalls.errors;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import musubi.message.Medium;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.support.GenericApplicationContext;

/** Pictures of ours in messages: LINE fetches them by https, that of the sandbox also by http on this machine. */
class MessageMediaTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(), MessageMediaTests::withMedia);

    private final MessageCalls calls = new MessageCalls(WORLD, WORLD.connect());

    private static void withMedia(TestWorld world, GenericApplicationContext context) {
        var urls = Map.of(
                "encrypted", "https://musubi.example.com/m/a",
                "here", "http://localhost:8080/m/b",
                "plain", "http://musubi.example.com/m/c");
        context.registerBean(
                "mediaOfTests",
                MediaLibrary.class,
                () -> (_, id) ->
                        Optional.ofNullable(urls.get(id)).map(url -> new Medium(Medium.Kind.IMAGE, url, 1040, 520)),
                definition -> definition.setPrimary(true));
    }

    private static String picture(String id) {
        return "{'name': '%1$s', 'bubbles': [{'type': 'image', 'mediaId': '%1$s'}]}".formatted(id);
    }

    @Test
    void aPictureIsSentByHttpsOrOnThisMachine() {
        for (var id : new String[] {"encrypted", "here"}) {
            assertThat(calls.save(picture(id)).statusCode()).as(id).isEqualTo(201);
            assertThat(calls.preview(picture(id).replaceFirst("'name': '[a-z]+', ", ""), Optional.empty())
                            .body())
                    .contains("/original", "/preview");
        }
    }

    @Test
    void whatLineCannotFetchIsRefusedWithTheReason() {
        var refused = calls.save(picture("plain"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(errors(refused)).containsExactly("bubbles[0].mediaId MEDIA_NOT_HTTPS");
        assertThat(refused.body()).contains("musubi.public-base-url");
    }

    @Test
    void aPictureWithAnAreaIsWhatLineTakes() {
        assertThat(calls.save("""
                        {'name': 'A', 'bubbles': [{'type': 'rich', 'mediaId': 'encrypted', 'altText': 'A',
                          'template': 'TWO_COLUMNS', 'actions': [{'type': 'uri', 'uri': 'https://example.com/'},
                          {'type': 'message', 'text': 'B'}]}]}""").statusCode()).isEqualTo(201);
    }
}

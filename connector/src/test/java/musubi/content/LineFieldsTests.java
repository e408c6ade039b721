package musubi.content;

import static org.assertj.core.api.Assertions.assertThat;

import musubi.content.saved.LineFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What LINE names by its own properties is named by ours. */
class LineFieldsTests {

    private static final String MESSAGE = """
            {'bubbles': [
              {'type': 'text', 'text': 'A'},
              {'type': 'image', 'url': 'https://example.com/a.png'},
              {'type': 'rich', 'mediaId': 'a', 'altText': 'A', 'template': 'ONE', 'actions': [{'type': 'uri'}]},
              {'type': 'cards', 'cards': [{'mediaId': 'a', 'text': 'A'}, {'url': 'https://example.com/', 'text': 'B'}]},
              {'type': 'json', 'message': {'type': 'text'}}]}""".replace('\'', '"');

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            messages[0].text                                   | bubbles[0].text
            messages[0]                                        | bubbles[0]
            messages[0].emojis[1].index                        | bubbles[0].emojis[1].index
            messages[0].sender.iconUrl                         | sender.iconMediaId
            messages[4].quickReply.items[2].action.label       | quickReplies[2].label
            messages[4].quickReply.items[2].imageUrl           | quickReplies[2].iconMediaId
            messages[1].originalContentUrl                     | bubbles[1].url
            messages[2].baseUrl                                | bubbles[2].mediaId
            messages[2].altText                                | bubbles[2].altText
            messages[2].actions[0].linkUri                     | bubbles[2].actions[0].uri
            messages[3].template.columns[1].thumbnailImageUrl  | bubbles[3].cards[1].url
            messages[3].template.columns[0].thumbnailImageUrl  | bubbles[3].cards[0].mediaId
            messages[3].template.columns[1].actions[0].label   | bubbles[3].cards[1].actions[0].label
            messages[4].text                                   | bubbles[4].message.text
            messages[9].text                                   | bubbles[9]
            to[0]                                              | ''
            ''                                                 | ''
            """)
    void aPropertyIsNamedByTheFieldItWasMadeOf(String property, String field) {
        assertThat(LineFields.of(JsonMapper.builder().build().readTree(MESSAGE), property))
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'type': 'image', 'mediaId': 'a', 'link': 'https://example.com/'} | messages[0].actions[0].linkUri                | bubbles[0].link
            {'type': 'video', 'mediaId': 'a', 'previewMediaId': 'b'}         | messages[0].previewImageUrl                   | bubbles[0].previewMediaId
            {'type': 'video', 'mediaId': 'a', 'previewMediaId': 'b'}         | messages[0].video.externalLink.label          | bubbles[0].label
            {'type': 'rich', 'areas': []}                                    | messages[0].actions[3].text                   | bubbles[0].areas[3].action.text
            {'type': 'rich', 'areas': []}                                    | messages[0].actions[3].area.x                 | bubbles[0].areas[3].x
            {'type': 'buttons'}                                              | messages[0].template.actions[1].uri           | bubbles[0].actions[1].uri
            {'type': 'flex'}                                                 | messages[0].contents.body                     | bubbles[0].contents.body
            """)
    void eachKindOfBubble(String bubble, String property, String field) {
        var content = JsonMapper.builder().build().readTree("{\"bubbles\": [" + bubble.replace('\'', '"') + "]}");
        assertThat(LineFields.of(content, property)).isEqualTo(field);
    }
}

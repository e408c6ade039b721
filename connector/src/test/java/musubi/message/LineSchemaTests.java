package musubi.message;

import static musubi.message.TestMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import musubi.message.CompiledMessage.Addresses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is sent of each kind of bubble is what LINE's OpenAPI document describes, and no field more. */
class LineSchemaTests {

    private static final Optional<LineSchema> SCHEMA = LineSchema.find();

    @BeforeEach
    void theDocumentIsThere() {
        assumeTrue(SCHEMA.isPresent(), "LINE's OpenAPI files are not beside this repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'text', 'text': '{{ contact.lastname }}様 https://shop.example.com/'}",
                "{'type': 'text', 'text': '$', 'emojis': [{'index': 0, 'productId': 'P', 'emojiId': '001'}]}",
                "{'type': 'text', 'text': '{{ contact.lastname }}$', 'emojis': [{'index': 22, 'productId': 'P', 'emojiId': '001'}]}",
                "{'type': 'image', 'mediaId': 'banner'}",
                "{'type': 'image', 'url': 'https://example.com/{{ contact.points }}.png'}",
                "{'type': 'image', 'mediaId': 'banner', 'link': 'https://shop.example.com/'}",
                "{'type': 'video', 'mediaId': 'film', 'previewMediaId': 'banner'}",
                "{'type': 'video', 'mediaId': 'film', 'previewMediaId': 'banner', 'link': 'https://shop.example.com/', 'label': '見る'}",
                "{'type': 'rich', 'mediaId': 'banner', 'altText': 'A', 'template': 'TWO_ROWS', 'actions': [{'type': 'uri', 'uri': 'https://shop.example.com/'}, {'type': 'message', 'text': 'B'}]}",
                "{'type': 'rich', 'mediaId': 'banner', 'altText': 'A', 'areas': [{'x': 0, 'y': 0, 'width': 100, 'height': 100, 'action': {'type': 'message', 'text': 'B'}}]}",
                "{'type': 'cards', 'cards': [{'mediaId': 'banner', 'title': 'T', 'text': 'A', 'actions': [{'type': 'postback', 'label': 'B', 'data': 'C', 'displayText': 'D'}]}]}",
                "{'type': 'buttons', 'text': 'A', 'title': 'T', 'mediaId': 'banner', 'actions': [{'type': 'uri', 'label': 'B', 'uri': 'tel:0312345678'}, {'type': 'message', 'label': 'B', 'text': 'C'}]}",
                "{'type': 'coupon', 'couponId': '01JYNW8JMQVFBNWF1APF8Z3FS7'}",
                "{'type': 'sticker', 'packageId': '446', 'stickerId': '1988'}",
                "{'type': 'flex', 'altText': 'A', 'contents': {'type': 'bubble', 'body': {'type': 'box', 'layout': 'vertical', 'contents': [{'type': 'text', 'text': '{{ contact.lastname }}'}]}}}",
                "{'type': 'json', 'message': {'type': 'location', 'title': 'A', 'address': 'B', 'latitude': 35.6, 'longitude': 139.7}}",
            })
    void aBubbleIsWhatLineDescribes(String bubble) {
        var message = message("""
                {'bubbles': [%s],
                 'quickReplies': [{'type': 'message', 'label': 'はい', 'text': 'はい', 'iconMediaId': 'banner'},
                                  {'type': 'uri', 'label': '開く', 'uri': 'https://shop.example.com/'}],
                 'sender': {'name': '{{ contact.lastname }}の担当', 'iconMediaId': 'banner'}}""".formatted(bubble));
        var rendering = message.render(TestMessages.values(Map.of("lastname", "山田", "points", 7L)), Addresses.TARGETS);
        assertThat(rendering).isInstanceOf(Rendering.Ready.class);
        assertThat(((Rendering.Ready) rendering).messages())
                .allSatisfy(sent -> assertThat(SCHEMA.orElseThrow().errors(sent))
                        .as(sent.toString())
                        .isEmpty());
    }

    @Test
    void whatLineDoesNotDescribeIsFound() {
        var json = JsonMapper.builder().build();
        for (var wrong : new String[] {
            "{'type': 'texts'}",
            "{'type': 'text'}",
            "{'type': 'text', 'text': 'A', 'title': 'B'}",
            "{'type': 'template', 'altText': 'A', 'template': {'type': 'buttons', 'text': 'A', 'actions': [{'type': 'uri', 'label': 'A', 'uri': 'B', 'url': 'C'}]}}"
        }) {
            assertThat(SCHEMA.orElseThrow().errors(json.readTree(wrong.replace('\'', '"'))))
                    .as(wrong)
                    .isNotEmpty();
        }
    }
}

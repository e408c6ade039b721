package musubi.message;

import static musubi.message.TestMessages.compile;
import static musubi.message.TestMessages.isWrong;
import static musubi.message.TestMessages.message;
import static org.assertj.core.api.Assertions.assertThat;

import musubi.message.MessageProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with what an operator writes. */
class MessageLimitsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'bubbles': []} | bubbles | WRONG_NUMBER",
                "{} | bubbles | MISSING",
                "{'bubbles': [{'type': 'txt'}]} | bubbles[0].type | UNKNOWN",
                "{'bubbles': [{'type': 'text'}]} | bubbles[0].text | MISSING",
                "{'bubbles': [{'type': 'text', 'text': ' '}]} | bubbles[0].text | MISSING",
                "{'bubbles': [{'type': 'text', 'text': 5}]} | bubbles[0].text | WRONG_TYPE",
                "{'bubbles': [{'type': 'text', 'text': 'A', 'txt': 'B'}]} | bubbles[0].txt | UNKNOWN",
                "{'bubbles': [{'type': 'text', 'text': 'A', 'emojis': [{'index': 0, 'productId': 'P', 'emojiId': '1'}]}]} | bubbles[0].emojis[0].index | NO_PLACE_FOR_EMOJI",
                "{'bubbles': [{'type': 'text', 'text': '{{ contact.nickname }}'}]} | bubbles[0].text | NO_SUCH_PROPERTY",
                "{'bubbles': [{'type': 'text', 'text': '{{ contact.lastname '}]} | bubbles[0].text | TOKEN_SYNTAX",
                "{'bubbles': [{'type': 'text', 'text': '{% if contact.plan %}A'}]} | bubbles[0].text | TOKEN_SYNTAX",
                "{'bubbles': [{'type': 'text', 'text': '{{ contact.plan == }}'}]} | bubbles[0].text | TOKEN_SYNTAX",
                "{'bubbles': [{'type': 'image', 'mediaId': 'gone'}]} | bubbles[0].mediaId | NO_SUCH_MEDIA",
                "{'bubbles': [{'type': 'image', 'mediaId': 'film'}]} | bubbles[0].mediaId | WRONG_MEDIA",
                "{'bubbles': [{'type': 'image', 'url': 'http://example.com/a.jpg'}]} | bubbles[0].url | NOT_HTTPS",
                "{'bubbles': [{'type': 'image'}]} | bubbles[0].mediaId | MISSING",
                "{'bubbles': [{'type': 'rich', 'mediaId': 'banner', 'altText': 'A', 'template': 'FOUR', 'actions': []}]} | bubbles[0].actions | WRONG_NUMBER",
                "{'bubbles': [{'type': 'rich', 'mediaId': 'banner', 'altText': 'A', 'areas': [{'x': 1000, 'y': 0, 'width': 41, 'height': 10, 'action': {'type': 'message', 'text': 'B'}}]}]} | bubbles[0].areas[0] | OUTSIDE",
                "{'bubbles': [{'type': 'buttons', 'text': 'A', 'actions': [{'type': 'uri', 'label': 'B', 'uri': 'javascript:alert(1)'}]}]} | bubbles[0].actions[0].uri | NOT_AN_ADDRESS",
                "{'bubbles': [{'type': 'buttons', 'text': 'A', 'actions': [{'type': 'message', 'label': 'ABCDEFGHIJKLMNOPQRSTU', 'text': 'B'}]}]} | bubbles[0].actions[0].label | TOO_LONG",
                "{'bubbles': [{'type': 'json', 'message': {'type': 'texts'}}]} | bubbles[0].message.type | NO_LINE_MESSAGE",
                "{'bubbles': [{'type': 'flex', 'altText': 'A', 'contents': []}]} | bubbles[0].contents | WRONG_TYPE",
                "{'bubbles': [{'type': 'sticker', 'packageId': '', 'stickerId': '1'}]} | bubbles[0].packageId | MISSING",
                "{'bubbles': [{'type': 'rich', 'mediaId': 'banner', 'altText': 'A', 'areas': [{'x': 2147483647, 'y': 0, 'width': 1, 'height': 10, 'action': {'type': 'message', 'text': 'B'}}]}]} | bubbles[0].areas[0] | OUTSIDE",
                "{'bubbles': [{'type': 'buttons', 'text': 'A', 'actions': [{'type': 'uri', 'label': 'B', 'uri': '{{ contact.plan }}/{{ contact.lastname }}'}]}]} | bubbles[0].actions[0].uri | NOT_AN_ADDRESS",
            })
    void whatIsWrongIsToldWithItsPlace(String message, String field, Code code) {
        isWrong(message, field, code);
    }

    @Test
    void cardsHaveTheSameNumberOfActions() {
        isWrong("""
                {'bubbles': [{'type': 'cards', 'cards': [
                  {'text': 'A', 'actions': [{'type': 'message', 'label': 'B', 'text': 'C'}]},
                  {'text': 'A', 'actions': [{'type': 'message', 'label': 'B', 'text': 'C'}, {'type': 'message', 'label': 'D', 'text': 'E'}]}]}]}""", "bubbles[0].cards", Code.UNEQUAL_ACTIONS);
    }

    /** A text runs for a million people, and its writer is not its reader. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for x in [1] %}{{ contact.lastname }}{% endfor %}",
                "{% set a = 1 %}A",
                "{% include \\\"a\\\" %}A",
                "{% import \\\"a\\\" as a %}A",
                "{% macro a() %}{% endmacro %}A",
                "{% raw %}A{% endraw %}",
                "{{ range(1000000) }}",
                "{{ contact.lastname.getClass() }}",
                "{{ contact.lastname.repeat(1000000) }}",
                "{{ contact[\\\"lastname\\\"] }}",
                "{{ [1, 2]|join }}",
                "{{ contact.lastname|center(1000000) }}",
                "{{ contact.lastname|render }}",
                "{{ contact }}",
                "{{ request.headers }}",
                "{{ ____int3rpr3t3r____ }}",
            })
    void whatTokensMayNotDoIsRefused(String text) {
        isWrong("{'bubbles': [{'type': 'text', 'text': '" + text + "'}]}", "bubbles[0].text", Code.TOKEN_NOT_ALLOWED);
    }

    @Test
    void aTokenWithoutADefaultIsAWarningOncePerProperty() {
        var compilation =
                compile("{'bubbles': [{'type': 'text', 'text': '{{ contact.lastname }}{{ contact.lastname }}'}]}");
        assertThat(compilation.message()).isPresent();
        assertThat(compilation.problems()).extracting(MessageProblem::code).containsExactly(Code.NO_DEFAULT);
    }

    /** LINE counts what stands on buttons and cards as people do. */
    @Test
    void anEmojiOnAButtonIsOneCharacter() {
        var family = "👨‍👩‍👧‍👦";
        var message = """
                {'bubbles': [{'type': 'buttons', 'text': 'A', 'actions': [{'type': 'message', 'label': '%s', 'text': 'B'}]}]}""";
        assertThat(compile(message.formatted(family.repeat(20))).message()).isPresent();
        isWrong(message.formatted(family.repeat(21)), "bubbles[0].actions[0].label", Code.TOO_LONG);
    }

    /** A text is read before anybody knows whether it keeps its limit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/aaaaaaaaaa",
                "https://{{ contact.lastname }}/",
                "{{ contact.lastname }}",
                "{% if contact.lastname %}",
                "((((((((((((((((((",
                "$",
            })
    void aTextOfAMillionCharactersIsRefusedAtOnce(String part) {
        isWrong(
                "{'bubbles': [{'type': 'text', 'text': '" + part.repeat(1_000_000 / part.length()) + "'}]}",
                "bubbles[0].text",
                Code.TOO_LONG);
    }

    @Test
    void anAddressOfTwentyThousandCharactersIsRead() {
        var address = "https://shop.example.com/" + "{{ contact.points }}a".repeat(900);
        assertThat(compile("{'bubbles': [{'type': 'text', 'text': '" + address + "'}]}")
                        .problems())
                .allMatch(problem -> problem.code().isWarning());
    }

    @Test
    void conditionsWithinConditionsHaveABound() {
        var text = "{% if contact.plan %}".repeat(500) + "A" + "{% endif %}".repeat(500);
        isWrong("{'bubbles': [{'type': 'text', 'text': '" + text + "'}]}", "bubbles[0].text", Code.TOKEN_NOT_ALLOWED);
        var few = "{% if contact.plan %}".repeat(5) + "A" + "{% endif %}".repeat(5);
        assertThat(compile("{'bubbles': [{'type': 'text', 'text': '" + few + "'}]}")
                        .message())
                .isPresent();
    }

    @Test
    void ofAThousandProblemsTheFirstHundredAreTold() {
        var bubbles = "{'type': 'txt'},".repeat(999) + "{'type': 'txt'}";
        assertThat(compile("{'bubbles': [" + bubbles + "]}").problems()).hasSize(100);
    }

    @Test
    void whatIsRepeatedOfAMistakeIsShort() {
        assertThat(compile("{'bubbles': [{'type': 'image', 'mediaId': '" + "a".repeat(5_000) + "'}]}")
                        .problems()
                        .getFirst()
                        .arguments()
                        .getFirst())
                .hasSizeLessThan(210);
    }
}

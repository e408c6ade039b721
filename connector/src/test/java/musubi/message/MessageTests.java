package musubi.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.MessageProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What an operator writes, and what one friend gets of it. */
class MessageTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final MessageContext CONTEXT = new MessageContext(
            id -> switch (id) {
                case "banner" ->
                    Optional.of(new Medium(Medium.Kind.IMAGE, "https://musubi.example.com/m/banner", 2080, 1404));
                case "film" ->
                    Optional.of(new Medium(Medium.Kind.VIDEO, "https://musubi.example.com/m/film", 640, 360));
                case "local" -> Optional.of(new Medium(Medium.Kind.IMAGE, "http://localhost:8080/m/local", 1040, 1040));
                case "open" ->
                    Optional.of(new Medium(Medium.Kind.IMAGE, "http://musubi.example.com/m/open", 1040, 1040));
                default -> Optional.empty();
            },
            "画像",
            Optional.of(Set.of("lastname", "firstname", "plan", "points", "email", "birthday")));

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private static CompiledMessage.Compilation compile(String message) {
        var reading = MessageReader.read(JSON.readTree(json(message)));
        return reading.message()
                .map(read -> CompiledMessage.compile(read, CONTEXT))
                .orElseGet(() -> new CompiledMessage.Compilation(Optional.empty(), reading.problems()));
    }

    private static CompiledMessage message(String message) {
        var compilation = compile(message);
        assertThat(compilation.problems())
                .filteredOn(problem -> !problem.code().isWarning())
                .isEmpty();
        return compilation.message().orElseThrow();
    }

    private static CompiledMessage text(String text) {
        return message("{'bubbles': [{'type': 'text', 'text': '" + text + "'}]}");
    }

    /** LINE's JSON, with single quotation marks. */
    private static String sent(CompiledMessage message, Map<String, ?> values) {
        return sent(message.render(values(values), Addresses.TARGETS));
    }

    private static Map<String, PropertyValue> values(Map<String, ?> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        value -> value.getValue() instanceof PropertyValue labelled
                                ? labelled
                                : new PropertyValue(
                                        value.getValue(), value.getValue().toString())));
    }

    private static String sent(Rendering rendering) {
        assertThat(rendering).isInstanceOf(Rendering.Ready.class);
        return ((Rendering.Ready) rendering).messages().toString().replace('"', '\'');
    }

    private static void isWrong(String message, String field, Code code) {
        assertThat(compile(message).message()).isEmpty();
        assertThat(compile(message).problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    @Test
    void aTextWithoutTokensIsTheSameForEverybody() {
        var message = text("こんにちは");
        assertThat(message.isPersonal()).isFalse();
        assertThat(sent(message, Map.of())).isEqualTo("[{'type':'text','text':'こんにちは'}]");
    }

    @Test
    void tokensAreFilledWithTheValuesOfThePerson() {
        var message = text("{{ contact.lastname }} {{ contact.firstname|default(\\\"様\\\", true) }}");
        assertThat(message.isPersonal()).isTrue();
        assertThat(message.properties()).containsExactlyInAnyOrder("lastname", "firstname");
        assertThat(sent(message, Map.of("lastname", "山田", "firstname", "花子"))).contains("'山田 花子'");
        assertThat(sent(message, Map.of("lastname", "山田"))).contains("'山田 様'");
    }

    @Test
    void aPersonWithoutAValueGetsNothingUnlessTheMessageSaysOtherwise() {
        assertThat(text("{{ contact.lastname }}様").render(Map.of(), Addresses.TARGETS))
                .isEqualTo(new Rendering.ValueMissing(Set.of("lastname")));
        var empty = message(
                "{'bubbles': [{'type': 'text', 'text': '{{ contact.lastname }}様'}], 'whenValueMissing': 'EMPTY'}");
        assertThat(sent(empty, Map.of())).contains("'様'");
    }

    @Test
    void aTextThatIsEmptyDropsItsBubbleAndNothingLeftIsAMissingValue() {
        var message = message("""
                {'bubbles': [{'type': 'text', 'text': '{% if contact.plan %}会員{% endif %}'}, {'type': 'text', 'text': 'A'}],
                 'quickReplies': [{'type': 'message', 'label': 'はい', 'text': 'はい'}]}""");
        assertThat(sent(message, Map.of("plan", "gold"))).contains("会員").contains("'A'");
        assertThat(sent(message, Map.of())).doesNotContain("会員").contains("'A'").contains("quickReply");
        assertThat(text("{% if contact.plan %}会員{% endif %}").render(Map.of(), Addresses.TARGETS))
                .isInstanceOf(Rendering.ValueMissing.class);
    }

    @Test
    void aValueIsComparedByItsNameAndPrintedByItsLabel() {
        var message =
                text("{{ contact.plan }}{% if contact.plan == \\\"gold\\\" %}!{% endif %} {{ contact.plan|upper }}");
        assertThat(sent(message, Map.of("plan", new PropertyValue("gold", "ゴールド"))))
                .contains("'ゴールド! GOLD'");
    }

    @Test
    void anUntickedBoxIsFalse() {
        var message = text("{% if contact.plan %}a{% else %}b{% endif %}");
        assertThat(sent(message, Map.of("plan", new PropertyValue(false, "いいえ"))))
                .contains("'b'");
        assertThat(sent(message, Map.of("plan", new PropertyValue(true, "はい")))).contains("'a'");
    }

    @Test
    void numbersAreComparedAsNumbers() {
        var message = text("{% if contact.points > 20 %}a{% else %}b{% endif %}{{ contact.points }}");
        assertThat(sent(message, Map.of("points", 9L))).contains("'b9'");
        assertThat(sent(message, Map.of("points", 100L))).contains("'a100'");
    }

    /** Nobody may send an operator's friends anything by what they call themselves. */
    @Test
    void aValueIsNeverReadAsATemplate() {
        var message = text("{{ contact.lastname }}");
        var name = "{{ contact.email }}{% if true %}x{% endif %}";
        assertThat(sent(message, Map.of("lastname", name, "email", "a@example.com")))
                .contains(name);
    }

    @Test
    void aValueWithQuotationMarksCannotBreakJson() {
        var message = message(
                "{'bubbles': [{'type': 'json', 'message': {'type': 'text', 'text': '{{ contact.lastname }}'}}]}");
        var rendering = message.render(values(Map.of("lastname", "\"}],\\")), Addresses.TARGETS);
        assertThat(((Rendering.Ready) rendering)
                        .messages()
                        .getFirst()
                        .get("text")
                        .asString())
                .isEqualTo("\"}],\\");
    }

    @Test
    void aMessageTooLongForOnePersonIsNotForThatPerson() {
        var message = message("""
                {'bubbles': [{'type': 'buttons', 'title': '{{ contact.lastname }}', 'text': 'A',
                              'actions': [{'type': 'message', 'label': 'B', 'text': 'C'}]}]}""");
        assertThat(message.render(values(Map.of("lastname", "あ".repeat(41))), Addresses.TARGETS))
                .isEqualTo(new Rendering.TooLong("bubbles[0].title"));
        assertThat(sent(message, Map.of("lastname", "あ".repeat(40)))).contains("あ");
    }

    @Test
    void linksAreNumberedInTheOrderOfTheMessageAndReplacedWhereTheyStand() {
        var message = message("""
                {'bubbles': [
                  {'type': 'text', 'text': '本日まで。https://shop.example.com/a?n={{ contact.points }}、または https://shop.example.com/b.'},
                  {'type': 'image', 'mediaId': 'banner', 'link': 'https://shop.example.com/c'}]}""");
        assertThat(message.links())
                .extracting(CompiledMessage.NumberedLink::url)
                .containsExactly(
                        "https://shop.example.com/a?n={{ contact.points }}",
                        "https://shop.example.com/b",
                        "https://shop.example.com/c");
        var rendering = message.render(
                values(Map.of("points", 7L)),
                (number, target) -> "https://t.example.com/" + number + "?" + target.length());
        assertThat(sent(rendering))
                .contains("本日まで。https://t.example.com/1?30、または https://t.example.com/2?26.")
                .contains("'linkUri':'https://t.example.com/3?26'");
    }

    @Test
    void valuesInAddressesArePercentEncoded() {
        var message = message("""
                {'bubbles': [{'type': 'buttons', 'text': 'A', 'actions': [
                  {'type': 'uri', 'label': 'B', 'uri': 'https://shop.example.com/?name={{ contact.lastname }}&x=1'}]}]}""");
        assertThat(sent(message, Map.of("lastname", "山 田&x=2"))).contains("?name=%E5%B1%B1%20%E7%94%B0%26x%3D2&x=1");
    }

    @Test
    void emojiKeepTheirPlacesWhateverIsFilledInBeforeThem() {
        var message = message("""
                {'bubbles': [{'type': 'text', 'text': '{{ contact.lastname }}$ $5 $', 'emojis': [
                  {'index': 27, 'productId': 'P', 'emojiId': '002'}, {'index': 22, 'productId': 'P', 'emojiId': '001'}]}]}""");
        assertThat(sent(message, Map.of("lastname", "山田")))
                .contains("'山田$ $5 $'")
                .contains("{'index':2,'productId':'P','emojiId':'001'},{'index':7,'productId':'P','emojiId':'002'}");
    }

    @Test
    void aRichPictureIsDividedByItsTemplateWithoutAGap() {
        var message = message("""
                {'bubbles': [{'type': 'rich', 'mediaId': 'banner', 'altText': 'セール', 'template': 'TWO_COLUMNS', 'actions': [
                  {'type': 'uri', 'uri': 'https://shop.example.com/'}, {'type': 'message', 'text': '相談する'}]}]}""");
        assertThat(sent(message, Map.of()))
                .contains("'baseSize':{'width':1040,'height':702}")
                .contains("'area':{'x':0,'y':0,'width':520,'height':702}")
                .contains("'area':{'x':520,'y':0,'width':520,'height':702}");
    }

    @Test
    void picturesOfOneMachineAreForTheSandboxAlone() {
        assertThat(sent(message("{'bubbles': [{'type': 'image', 'mediaId': 'local'}]}"), Map.of()))
                .contains("/m/local/original");
        isWrong("{'bubbles': [{'type': 'image', 'mediaId': 'open'}]}", "bubbles[0].mediaId", Code.NOT_HTTPS);
    }

    @Test
    void cardsWithoutAnAltTextAreCalledByTheirFirst() {
        var message = message("""
                {'bubbles': [{'type': 'cards', 'cards': [
                  {'mediaId': 'banner', 'title': '新作', 'text': 'A', 'actions': [{'type': 'message', 'label': 'B', 'text': 'C'}]}]}]}""");
        assertThat(sent(message, Map.of())).contains("'altText':'新作'").contains("/m/banner/original");
    }

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
}

package musubi.message;

import static musubi.message.TestMessages.isWrong;
import static musubi.message.TestMessages.message;
import static musubi.message.TestMessages.sent;
import static musubi.message.TestMessages.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.MessageProblem.Code;
import org.junit.jupiter.api.Test;

/** What one friend gets of what an operator writes. */
class MessageTests {

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
        var rendering = message.render(TestMessages.values(Map.of("lastname", "\"}],\\")), Addresses.TARGETS);
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
        assertThat(message.render(TestMessages.values(Map.of("lastname", "あ".repeat(41))), Addresses.TARGETS))
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
                TestMessages.values(Map.of("points", 7L)),
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
        isWrong("{'bubbles': [{'type': 'image', 'mediaId': 'open'}]}", "bubbles[0].mediaId", Code.MEDIA_NOT_HTTPS);
    }

    @Test
    void cardsWithoutAnAltTextAreCalledByTheirFirst() {
        var message = message("""
                {'bubbles': [{'type': 'cards', 'cards': [
                  {'mediaId': 'banner', 'title': '新作', 'text': 'A', 'actions': [{'type': 'message', 'label': 'B', 'text': 'C'}]}]}]}""");
        assertThat(sent(message, Map.of())).contains("'altText':'新作'").contains("/m/banner/original");
    }

    @Test
    void whatStandsBesideAPropertyInAnExpressionIsPrintedToo() {
        var message =
                text("{{ contact.plan|default(\\\"-\\\")|upper }}/{{ contact.plan|default(\\\"-\\\") ~ \\\"!\\\" }}");
        assertThat(sent(message, Map.of("plan", new PropertyValue("gold", "ゴールド"))))
                .contains("'GOLD/gold!'");
    }

    @Test
    void aValueThatIsMissingBesideWordsIsMissingAllTheSame() {
        assertThat(text("{{ contact.lastname ~ \\\"様\\\" }}").render(Map.of(), Addresses.TARGETS))
                .isEqualTo(new Rendering.ValueMissing(Set.of("lastname")));
        assertThat(sent(text("{{ \\\"A\\\" if contact.plan else \\\"B\\\" }}"), Map.of()))
                .contains("'B'");
    }

    @Test
    void anAddressThatIsAllOfItAValueIsTakenAsItIsIfItIsOne() {
        var message = message("""
                {'bubbles': [{'type': 'buttons', 'text': 'A', 'actions': [
                  {'type': 'uri', 'label': 'B', 'uri': '{{ contact.plan }}'}]}]}""");
        assertThat(sent(message, Map.of("plan", "https://shop.example.com/?a=b&c=d")))
                .contains("'https://shop.example.com/?a=b&c=d'");
        assertThat(message.render(TestMessages.values(Map.of("plan", "javascript:alert(1)")), Addresses.TARGETS))
                .isInstanceOf(Rendering.TooLong.class);
    }

    @Test
    void addressesWithinJsonAreEncodedWhereverTheyStand() {
        var message = message("""
                {'bubbles': [{'type': 'flex', 'altText': 'A', 'contents': {'type': 'bubble',
                  'hero': {'type': 'image', 'url': 'https://shop.example.com/{{ contact.lastname }}.png'},
                  'body': {'type': 'box', 'layout': 'vertical', 'contents': [{'type': 'button', 'action': {
                    'type': 'uri', 'label': 'B', 'uri': 'https://shop.example.com/?n={{ contact.lastname }}',
                    'altUri': {'desktop': 'https://shop.example.com/pc?n={{ contact.lastname }}'}}}]}}}]}""");
        assertThat(sent(message, Map.of("lastname", "山&")))
                .contains("shop.example.com/%E5%B1%B1%26.png")
                .contains("pc?n=%E5%B1%B1%26")
                .contains("com/?n=%E5%B1%B1%26");
        assertThat(message.links())
                .extracting(CompiledMessage.NumberedLink::url)
                .doesNotContain("https://shop.example.com/{{ contact.lastname }}.png")
                .hasSize(2);
    }

    @Test
    void anAddressInATextMayBeAsLongAsTheText() {
        var address = "https://shop.example.com/?" + "a".repeat(4_000);
        assertThat(sent(text(address), Map.of())).contains(address);
    }

    /** What people call themselves may be long, and a text may say it often. */
    @Test
    void whatIsRenderedIsBounded() {
        var message = text("{{ contact.lastname }}".repeat(50));
        assertThat(message.render(TestMessages.values(Map.of("lastname", "あ".repeat(19_000))), Addresses.TARGETS))
                .isEqualTo(new Rendering.TooLong("bubbles[0].text"));
    }

    @Test
    void allTextsTogetherAreBounded() {
        var texts = "{'type': 'text', 'text': '{{ contact.lastname }}'},".repeat(500) + "{'type': 'text', 'text': 'A'}";
        var message = message("""
                {'bubbles': [{'type': 'flex', 'altText': 'A', 'contents': {'type': 'bubble',
                  'body': {'type': 'box', 'layout': 'vertical', 'contents': [%s]}}}]}""".formatted(texts));
        assertThat(message.render(TestMessages.values(Map.of("lastname", "あ".repeat(4_000))), Addresses.TARGETS))
                .isInstanceOf(Rendering.TooLong.class);
        assertThat(message.render(TestMessages.values(Map.of("lastname", "山田")), Addresses.TARGETS))
                .isInstanceOf(Rendering.Ready.class);
    }

    /** HubSpot's filters print UTC, unless the text names a zone. */
    @Test
    void aFilterPrintsATimeInTheZoneThatItNames() {
        var message = text("{{ contact.birthday|datetimeformat(\\\"%Y-%m-%d %H:%M\\\", \\\"Asia/Tokyo\\\") }}"
                + " {{ contact.points|format_date(\\\"yyyy/MM/dd\\\") }}");
        var time = ZonedDateTime.parse("2026-11-25T00:30:00+09:00[Asia/Tokyo]");
        // as a day of HubSpot is read
        var day = ZonedDateTime.parse("2026-11-25T00:00:00Z");
        assertThat(sent(message, Map.of("birthday", time, "points", day))).contains("'2026-11-25 00:30 2026/11/25'");
    }
}

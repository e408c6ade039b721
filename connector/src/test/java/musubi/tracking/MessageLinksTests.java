package musubi.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.sending.Utm;
import musubi.tracking.MessageLinks.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which links are counted, and what is sent in their place. */
class MessageLinksTests {

    private static final UUID ID = UUID.randomUUID();
    private static final String BASE = "https://musubi.example.com/t/";
    private static final ClickPerson PERSON = new ClickPerson(701, "U" + "0123456789abcdef".repeat(2));
    private static final Optional<Utm> UTM = Optional.of(new Utm("line", "メッセージ", "summer sale"));

    private final LinkTokens tokens = new LinkTokens(new byte[32]);

    private MessageLinks links(String url, Optional<Utm> utm) {
        return new MessageLinks(ID, 2, List.of(new Written(1, url, url.contains("{{"), "")), utm, tokens, BASE);
    }

    private LinkToken token(String sent) {
        assertThat(sent).startsWith(BASE);
        return tokens.open(sent.substring(BASE.length()).replaceFirst("\\?.*", ""))
                .orElseThrow();
    }

    private static Optional<String> target(MessageLinks links) {
        return links.tracked().getFirst().target();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://line.me/R/ti/p/@musubi",
                "https://LINE.me/x",
                "https://liff.line.me/123-abc",
                "https://lin.ee/abc",
                "tel:0312345678",
                "mailto:a@example.com",
                "line://app/1",
                "https://{{ contact.shop }}.example.com/",
                "https://example.com{{ contact.x }}/",
                "{{ contact.website }}",
                "https://user:secret@example.com/",
                "https://exa mple.com/"
            })
    void theseStayAsTheyAre(String url) {
        var links = links(url, UTM);
        assertThat(links.isEmpty()).isTrue();
        assertThat(links.tracked()).isEmpty();
        assertThat(links.forAll(1, url)).isEqualTo(url);
        assertThat(links.forPerson(1, url, PERSON)).isEqualTo(url);
        assertThat(links.forTest(1, url)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://example.com:8080/a?b=c#d",
                "HTTPS://Example.COM/",
                "https://line.me.example.com/",
                "https://notline.me/",
                "https://[::1]:8080/a"
            })
    void theseAreCounted(String url) {
        var links = links(url, Optional.empty());
        assertThat(links.isEmpty()).isFalse();
        assertThat(token(links.forAll(1, url)))
                .isEqualTo(new LinkToken(ID, 2, 1, Optional.empty(), Optional.empty(), false));
        assertThat(token(links.forPerson(1, url, PERSON)))
                .isEqualTo(new LinkToken(ID, 2, 1, Optional.of(PERSON), Optional.empty(), false));
        assertThat(links.forPerson(1, url, PERSON)).isEqualTo(links.forPerson(1, url, PERSON));
        var test = token(links.forTest(1, url));
        assertThat(test.test()).isTrue();
        assertThat(test.person()).isEmpty();
        assertThat(test.target()).isEqualTo(target(links));
    }

    @Test
    void aTargetStandsInAHeaderAsAscii() {
        assertThat(target(links("https://例え.jp/夏 セール?q=水&r={a}#節", Optional.empty())))
                .contains(
                        "https://xn--r8jz45g.jp/%E5%A4%8F%20%E3%82%BB%E3%83%BC%E3%83%AB?q=%E6%B0%B4&r=%7Ba%7D#%E7%AF%80");
        assertThat(target(links("https://example.com/a%20b", Optional.empty()))).contains("https://example.com/a%20b");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "https://e.com | https://e.com?utm_source=line&utm_medium=%E3%83%A1%E3%83%83%E3%82%BB%E3%83%BC%E3%82%B8&utm_campaign=summer%20sale",
                "https://e.com/a?b=c#d | https://e.com/a?b=c&utm_source=line&utm_medium=%E3%83%A1%E3%83%83%E3%82%BB%E3%83%BC%E3%82%B8&utm_campaign=summer%20sale#d",
                "https://e.com/?utm_medium=x&utm_campaign= | https://e.com/?utm_medium=x&utm_campaign=&utm_source=line",
                "https://e.com/?utm_source=1&utm_medium=2&utm_campaign=3 | https://e.com/?utm_source=1&utm_medium=2&utm_campaign=3"
            },
            delimiter = '|')
    void parametersAreAddedAndNeverReplaced(String url, String expected) {
        assertThat(target(links(url, UTM))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://e.com/?openExternalBrowser=1, ?openExternalBrowser=1",
        "https://e.com/?a=b&openInAppBrowser=0&openExternalBrowser=1, ?openInAppBrowser=0&openExternalBrowser=1",
        "https://e.com/?openExternalBrowser=0, ''",
        "https://e.com/?xopenExternalBrowser=1, ''",
        "https://e.com/#openExternalBrowser=1, ''"
    })
    void whatChoosesTheBrowserIsCarriedOntoTheSentAddress(String url, String carried) {
        var links = links(url, Optional.empty());
        assertThat(links.forPerson(1, url, PERSON).replaceFirst("^[^?]*", "")).isEqualTo(carried);
        assertThat(links.forAll(1, url).replaceFirst("^[^?]*", "")).isEqualTo(carried);
        assertThat(links.forTest(1, url).replaceFirst("^[^?]*", "")).isEqualTo(carried);
        assertThat(target(links)).contains(url);
    }

    @Test
    void theTargetOfAPersonIsSealedInside() {
        var links = links("https://e.com/{{ contact.plan }}?id={{ contact.id }}", UTM);
        assertThat(target(links)).isEmpty();
        var sent = links.forPerson(1, "https://e.com/gold?id=7", PERSON);
        assertThat(sent).doesNotContain("gold");
        assertThat(token(sent).target().orElseThrow()).startsWith("https://e.com/gold?id=7&utm_source=line");
        assertThat(token(sent).person()).contains(PERSON);
        assertThat(token(links.forAll(1, "https://e.com/gold?id=7")).person()).isEmpty();
    }

    @Test
    void aTargetOfAPersonThatIsTooLongOrElsewhereIsSentAsItIs() {
        var links = links("https://e.com/{{ contact.plan }}", Optional.empty());
        var tooLong = "https://e.com/" + "a".repeat(400);
        assertThat(links.forPerson(1, tooLong, PERSON)).isEqualTo(tooLong);
        assertThat(links.forPerson(1, "https://evil.example/", PERSON)).isEqualTo("https://evil.example/");
        var control = "https://e.com/\r\nSet-Cookie: a=b";
        assertThat(links.forPerson(1, control, PERSON)).isEqualTo(control);
    }

    @Test
    void whatTheMessageDoesNotHaveIsNotCounted() {
        assertThat(links("https://e.com", UTM).forAll(9, "https://e.com/9")).isEqualTo("https://e.com/9");
    }
}

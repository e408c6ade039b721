package musubi.console.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import musubi.console.phone.PhoneAction.Kind;
import musubi.console.phone.PhoneBubble.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PhoneMessageTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PhonePictures PICTURES = new PhonePictures(URI.create("https://musubi.example"));

    private static JsonNode json(String singleQuoted) {
        return JSON.readTree(singleQuoted.replace('\'', '"'));
    }

    private static PhoneBubble bubble(String message) {
        return PhoneMessage.of(json(message), PICTURES).bubble();
    }

    @Test
    void emojiStandAtTheirPlaces() {
        assertThat(bubble("{'type':'text','text':'a$b$','emojis':[{'index':1},{'index':2},{'index':99}]}"))
                .isEqualTo(new PhoneBubble.Text(
                        List.of(new Piece("a", false), new Piece("", true), new Piece("b$", false))));
        assertThat(
                        bubble(
                                "{'type':'textV2','text':'{{a {e} {m}','substitution':{'e':{'type':'emoji'},'m':{'type':'mention'}}}"))
                .isEqualTo(new PhoneBubble.Text(List.of(
                        new Piece("{", false),
                        new Piece("a ", false),
                        new Piece("", true),
                        new Piece(" ", false),
                        new Piece("@m", false))));
    }

    @Test
    void addressesInATextAreLinks() {
        assertThat(
                        bubble(
                                "{'type':'text','text':'秋の https://a.example/b?c=1、$ (http://b.example/). ftp://c','emojis':[{'index':27}]}"))
                .isEqualTo(new PhoneBubble.Text(List.of(
                        new Piece("秋の ", false),
                        Piece.link("https://a.example/b?c=1"),
                        new Piece("、", false),
                        new Piece("", true),
                        new Piece(" (", false),
                        Piece.link("http://b.example/"),
                        new Piece("). ftp://c", false))));
    }

    @ParameterizedTest
    @CsvSource({
        "https://musubi.example/m/1/240,/m/1/240",
        "https://profile.line-scdn.net/a,https://profile.line-scdn.net/a",
        "https://musubi.example.evil.example/m/1,''",
        "http://musubi.example/m/1,''",
        "javascript:alert(1),''"
    })
    void onlyOwnPicturesAndLinesAreLoaded(String address, String source) {
        assertThat(PICTURES.of(address)).isEqualTo(new PhonePicture(source, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,a",
                "//evil.example",
                "/users",
                "",
                "not a uri"
            })
    void whatIsNoLinkOpensNothing(String uri) {
        assertThat(PhoneAction.of(json("{'type':'uri','label':'a','uri':'" + uri + "'}"))
                        .kind())
                .isEqualTo(Kind.NOTHING);
    }

    /** A draft may be anything: nothing fails, and nothing grows without end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "'text'",
                "{'type':7}",
                "{'type':'text','text':{},'emojis':7,'quickReply':[],'sender':'a'}",
                "{'type':'textV2','text':'{a','substitution':[]}",
                "{'type':'image'}",
                "{'type':'video'}",
                "{'type':'imagemap','baseSize':7,'actions':[{'area':{'x':-5,'width':99999}}],'video':{'externalLink':{}}}",
                "{'type':'template'}",
                "{'type':'template','template':{'type':'carousel','columns':7}}",
                "{'type':'flex'}",
                "{'type':'flex','contents':{'type':'bubble','body':{'type':'box','contents':[7,{'type':'text','contents':7}]}}}"
            })
    void aDraftIsShownAsFarAsItGoes(String message) {
        assertThat(PhoneMessage.of(json(message), PICTURES)).isNotNull();
    }

    @Test
    void whatIsNestedWithoutEndIsCut() {
        var deep = "{'type':'box','contents':[".repeat(200) + "]}".repeat(200);
        var flex = (PhoneBubble.Flex) bubble("{'type':'flex','contents':{'type':'bubble','body':" + deep + "}}");
        assertThat(depth(flex.bubbles().getFirst().blocks())).isLessThan(15);
    }

    private static int depth(List<FlexPart> parts) {
        return parts.isEmpty() ? 0 : 1 + depth(parts.getFirst().parts());
    }
}

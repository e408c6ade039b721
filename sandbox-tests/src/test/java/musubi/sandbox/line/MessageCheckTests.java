package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code validate} finds in message objects of every kind. */
class MessageCheckTests {

    private static final LineStandIn LINE = LineStandIn.start(0, java.time.Clock.systemUTC(), 1);
    private static final Channel CHANNEL = LINE.addChannel(ChannelOptions.named("Musubi"));

    private static final String ACTION = "{'type':'uri','label':'a','uri':'https://example.com'}";
    private static final String CARD = "{'text':'t','actions':[" + ACTION + "]}";

    @AfterAll
    static void close() {
        LINE.close();
    }

    /** Each fault as {@code property: message}. */
    private static List<String> faults(String message) {
        var reply = new Caller(LINE.url(), CHANNEL.accessToken())
                .post("/v2/bot/message/validate/push", ("{'messages':[" + message + "]}").replace('\'', '"'));
        var found = new ArrayList<String>();
        for (var detail : reply.json().path("details")) {
            found.add("%s: %s"
                    .formatted(
                            detail.path("property").asString(),
                            detail.path("message").asString()));
        }
        assertThat(reply.status()).isEqualTo(found.isEmpty() ? 200 : 400);
        if (!found.isEmpty()) {
            assertThat(reply.json().path("message").asString())
                    .isEqualTo("The request body has %d error(s)".formatted(found.size()));
        }
        return found;
    }

    private static String flex(String body) {
        return "{'type':'flex','altText':'a','contents':{'type':'bubble','body':" + body + "}}";
    }

    private static String template(String template) {
        return "{'type':'template','altText':'a','template':" + template + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text','text':'$ hello','emojis':[{'index':0,'productId':'5ac1','emojiId':'001'}]}",
                "{'type':'textV2','text':'{{ {smile}','substitution':{'smile':{'type':'emoji','productId':'5ac1','emojiId':'001'}}}",
                "{'type':'image','originalContentUrl':'https://example.com/a.png','previewImageUrl':'http://127.0.0.1:8080/m/a'}",
                "{'type':'video','originalContentUrl':'https://example.com/a.mp4','previewImageUrl':'https://example.com/a.png','trackingId':'a-1'}",
                "{'type':'sticker','packageId':'446','stickerId':'1988'}",
                "{'type':'coupon','couponId':'01JYNW8JMQVFBNWF1APF8Z3FS7'}",
                "{'type':'imagemap','baseUrl':'https://example.com/a','altText':'a','baseSize':{'width':1040,'height':520},"
                        + "'actions':[{'type':'uri','linkUri':'tel:0312345678','area':{'x':0,'y':0,'width':520,'height':520}}],"
                        + "'video':{'originalContentUrl':'https://example.com/a.mp4','previewImageUrl':'https://example.com/a.png',"
                        + "'area':{'x':0,'y':0,'width':1040,'height':520},'externalLink':{'linkUri':'https://example.com','label':'more'}}}",
                "{'type':'text','text':'a','sender':{'name':'店長','iconUrl':'https://example.com/i.png'},'quickReply':{'items':["
                        + "{'type':'action','action':{'type':'camera','label':'写真'}},"
                        + "{'action':{'type':'postback','label':'👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦','data':'x','displayText':'y'}}]}}"
            })
    void whatLineTakesIsTaken(String message) {
        assertThat(faults(message)).isEmpty();
    }

    @Test
    void templatesAndFlexAreTaken() {
        assertThat(faults(template("{'type':'buttons','text':'t','actions':[" + ACTION + "]}")))
                .isEmpty();
        assertThat(faults(template("{'type':'confirm','text':'t','actions':[" + ACTION + "," + ACTION + "]}")))
                .isEmpty();
        assertThat(faults(template("{'type':'carousel','columns':[" + CARD + "," + CARD + "]}")))
                .isEmpty();
        assertThat(faults(
                        template("{'type':'image_carousel','columns':[{'imageUrl':'https://example.com/a.png','action':"
                                + ACTION + "}]}")))
                .isEmpty();
        assertThat(faults(flex(
                        "{'type':'box','layout':'vertical','contents':[{'type':'text','text':'a','color':'#ff0000'},"
                                + "{'type':'box','layout':'baseline','contents':[{'type':'icon','url':'https://example.com/i.png'},{'type':'filler'}]},"
                                + "{'type':'separator'},{'type':'image','url':'https://example.com/a.png','aspectRatio':'20:13'},"
                                + "{'type':'text','contents':[{'type':'span','text':'a'}]},"
                                + "{'type':'button','style':'primary','action':" + ACTION + "}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'type':'smell'}|messages[0].type: Must be one of the following values: [text, textV2, image, video, audio, location, sticker, template, imagemap, flex, coupon]
            {'type':'text'}|messages[0].text: May not be empty
            {'type':'text','text':'ab','emojis':[{'index':1,'productId':'5ac1','emojiId':'001'}]}|messages[0].emojis[0].index: The index does not point at a $
            {'type':'textV2','text':'{who}'}|messages[0].substitution: There is no substitution for {who}
            {'type':'image','originalContentUrl':'http://example.com/a.png','previewImageUrl':'https://example.com/a.png'}|messages[0].originalContentUrl: invalid uri
            {'type':'image','originalContentUrl':'https://example.com/a.png'}|messages[0].previewImageUrl: May not be empty
            {'type':'sticker','packageId':'446'}|messages[0].stickerId: May not be empty
            {'type':'coupon'}|messages[0].couponId: May not be empty
            {'type':'text','text':'a','sender':{'name':'123456789012345678901'}}|messages[0].sender.name: Length must be between 0 and 20
            {'type':'text','text':'a','quickReply':{'items':[]}}|messages[0].quickReply.items: Size must be between 1 and 13
            {'type':'text','text':'a','quickReply':{'items':[{'action':{'type':'message','text':'a'}}]}}|messages[0].quickReply.items[0].action.label: May not be empty
            {'type':'imagemap','baseUrl':'https://example.com/a','altText':'a','baseSize':{'width':1000,'height':520},'actions':[]}|messages[0].baseSize.width: Must be between 1040 and 1040
            {'type':'imagemap','baseUrl':'https://example.com/a','altText':'a','baseSize':{'width':1040,'height':520},'actions':[{'type':'uri','linkUri':'javascript:alert(1)','area':{'x':0,'y':0,'width':1,'height':1}}]}|messages[0].actions[0].linkUri: invalid uri
            {'type':'template','altText':'a','template':{'type':'buttons','text':'a'}}|messages[0].template.actions: must be specified
            {'type':'template','altText':'a','template':{'type':'confirm','text':'a','actions':[{'type':'message','label':'a','text':'a'}]}}|messages[0].template.actions: Size must be between 2 and 2
            {'type':'template','altText':'a','template':{'type':'carousel','columns':[{'text':'a','actions':[{'type':'message','label':'a','text':'a'}]},{'text':'a','actions':[{'type':'message','label':'a','text':'a'},{'type':'message','label':'a','text':'a'}]}]}}|messages[0].template.columns[1].actions: The number of actions must be the same in all columns
            {'type':'template','altText':'a','template':{'type':'buttons','title':'a','text':'1234567890123456789012345678901234567890123456789012345678901','actions':[{'type':'message','label':'a','text':'a'}]}}|messages[0].template.text: Length must be between 0 and 60
            {'type':'template','altText':'a','template':{'type':'buttons','text':'a','actions':[{'type':'postback','label':'123456789012345678901','data':'a'}]}}|messages[0].template.actions[0].label: Length must be between 0 and 20
            {'type':'flex','contents':{'type':'bubble'}}|messages[0].altText: May not be empty
            {'type':'flex','altText':'a','contents':{'type':'box'}}|messages[0].contents.type: Must be one of the following values: [bubble, carousel]
            {'type':'flex','altText':'a','contents':{'type':'bubble','body':{'type':'box','layout':'vertical','contents':[{'type':'text','text':''}]}}}|messages[0].contents.body.contents[0].text: May not be empty
            {'type':'flex','altText':'a','contents':{'type':'bubble','body':{'type':'box','layout':'vertical','contents':[{'type':'icon','url':'https://example.com/i.png'}]}}}|messages[0].contents.body.contents[0].type: Must be one of the following values: [box, button, image, text, separator, filler]
            """)
    void whatLineRefusesIsRefusedWithItsPlace(String message, String fault) {
        assertThat(faults(message)).containsExactly(fault);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThat(faults(flex("{'type':'box','layout':'vertical','contents':[{'type':'text','text':'"
                        + "あ".repeat(1_900) + "'},"
                        + "{'type':'text','text':'" + "あ".repeat(1_900) + "'},{'type':'text','text':'"
                        + "あ".repeat(1_900)
                        + "'},{'type':'text','text':'" + "あ".repeat(1_900) + "'},{'type':'text','text':'"
                        + "あ".repeat(1_900) + "'},{'type':'text','text':'" + "あ".repeat(1_900) + "'}]}")))
                .containsExactly("messages[0].contents: The size must be at most 30 KB");
        assertThat(faults(
                        "{'type':'image','originalContentUrl':'https://example.com/%s','previewImageUrl':'https://example.com/a'}"
                                .formatted("x".repeat(2_000))))
                .containsExactly("messages[0].originalContentUrl: Length must be between 0 and 2000");
        assertThat(faults(template("{'type':'carousel','columns':[" + (CARD + ",").repeat(10) + CARD + "]}")))
                .containsExactly("messages[0].template.columns: Size must be between 1 and 10");
    }
}

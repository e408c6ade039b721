package musubi.standins;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import musubi.line.LineChannel;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineMessages;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendShare;
import musubi.sandbox.line.Friend;
import musubi.system.PublicAddress;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a friend gets is on the phone of the sandbox page, and can be tapped there. */
class SandboxPhoneTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.on(TestWorld.withSandbox());

    @BeforeAll
    static void connect() {
        BROWSER.world().connect(standIns().channel(), standIns().portal(), Map.of());
    }

    private static StandIns standIns() {
        return BROWSER.world().bean(StandIns.class);
    }

    private static Friend friend() {
        var friend = standIns().channel().newUser("さくら");
        friend.follow();
        return friend;
    }

    /** Sends messages, with single quotes for double ones and {@code PICTURE} for one that Musubi serves. */
    private static void send(Friend friend, String messages) {
        var picture =
                BROWSER.world().bean(PublicAddress.class).of("/avatar.png").toString();
        var body = "{'to':'%s','messages':[%s]}"
                .formatted(friend.userId(), messages.replace("PICTURE", picture))
                .replace('\'', '"');
        var channel =
                new LineChannel("phone", new LongLived(standIns().channel().accessToken()));
        assertThat(BROWSER.world()
                        .bean(LineMessages.class)
                        .push(
                                channel,
                                SendShare.ahead(UUID.randomUUID()),
                                UUID.randomUUID(),
                                body.getBytes(StandardCharsets.UTF_8))
                        .join())
                .isEqualTo(new Accepted(false));
    }

    private static Page phone(Role role, Size size, Language language) {
        var page = BROWSER.as(role, size, language);
        page.navigate("/sandbox?friend=" + standIns().channel().userCount());
        return page;
    }

    private static void shotOfPhone(Page page, String name, Language language, Size size) {
        shot(page, "phone-%s-%s-%s".formatted(name, language, size).toLowerCase(Locale.ROOT));
    }

    /** The whole chat at once, for the picture: the phone is as high as what it shows. */
    private static void unroll(Page page) {
        page.evaluate("document.querySelector('.device').style.height = 'auto'");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void textsPicturesAndCardsAreShown(Language language, Size size) {
        var friend = friend();
        send(friend, """
                {'type':'text','text':'さくら様、こんにちは$\\n<b>今週末</b>のセールのお知らせです。https://example.com/sale','emojis':[{'index':10,'productId':'5ac1','emojiId':'001'}],'sender':{'name':'店長','iconUrl':'PICTURE'}},
                {'type':'image','originalContentUrl':'PICTURE','previewImageUrl':'PICTURE'},
                {'type':'video','originalContentUrl':'https://example.com/a.mp4','previewImageUrl':'https://example.com/a.png'},
                {'type':'sticker','packageId':'446','stickerId':'1988'},
                {'type':'coupon','couponId':'01JYNW8JMQVFBNWF1APF8Z3FS7'}""");
        send(friend, """
                {'type':'imagemap','baseUrl':'PICTURE?size=','altText':'秋の新作','baseSize':{'width':1040,'height':520},'actions':[
                  {'type':'uri','label':'くわしく','linkUri':'https://example.com/autumn','area':{'x':0,'y':0,'width':520,'height':520}},
                  {'type':'message','label':'予約','text':'予約したい','area':{'x':520,'y':0,'width':520,'height':520}}]},
                {'type':'template','altText':'a','template':{'type':'buttons','thumbnailImageUrl':'PICTURE','title':'ご来店予約','text':'ご希望の日をお選びください','actions':[
                  {'type':'uri','label':'カレンダー','uri':'https://example.com/calendar'},{'type':'message','label':'今日','text':'今日行きます'},{'type':'postback','label':'行かない','data':'visit=no'}]}},
                {'type':'template','altText':'a','template':{'type':'carousel','columns':[
                  {'thumbnailImageUrl':'https://example.com/1.png','title':'コーヒー','text':'深煎り','actions':[{'type':'uri','label':'買う','uri':'https://example.com/1'}]},
                  {'thumbnailImageUrl':'PICTURE','title':'紅茶','text':'アールグレイ','actions':[{'type':'uri','label':'買う','uri':'https://example.com/2'}]}]},
                 'quickReply':{'items':[{'type':'action','action':{'type':'message','label':'はい','text':'はい、お願いします'}},{'type':'action','action':{'type':'postback','label':'いいえ','data':'more=no'}}]}}""");
        var page = phone(Role.OPERATOR, size, language);
        assertThat(page.locator(".phone-message")).hasCount(8);
        assertThat(page.locator(".phone-text")).containsText("<b>今週末</b>のセール");
        assertThat(page.locator(".phone-text b")).hasCount(0);
        assertThat(page.locator(".phone-emoji")).hasCount(1);
        assertThat(page.locator(".phone-sender")).containsText("店長");
        assertThat(page.locator(".phone-sender")).containsText("Café Musubi");
        assertThat(page.locator(".phone-picture img")).hasAttribute("src", "/avatar.png");
        // nothing is loaded from elsewhere
        assertThat(page.locator("img[src^='https://example.com'], video")).hasCount(0);
        assertThat(page.locator(".phone-map a[href='https://example.com/autumn'][target=_blank]"))
                .hasCount(1);
        assertThat(page.locator(".phone-several .phone-card")).hasCount(2);
        assertAccessible(page);
        unroll(page);
        shotOfPhone(page, "kinds", language, size);

        page.locator(".phone-replies button").first().click();
        assertThat(page.locator("#chat .bubble").last()).containsText("はい、お願いします");
        // something newer stands below: they are gone, as on a phone
        assertThat(page.locator(".phone-replies")).hasCount(0);
        page.locator(".phone-map button").click();
        assertThat(page.locator("#chat .bubble").last()).containsText("予約したい");
        page.locator(".phone-card button").last().click();
        assertThat(page.locator("#chat .note").last()).containsText("visit=no");
        assertThat(page.locator("#contact [data-name=line_last_reply_message] .value"))
                .hasText("予約したい");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aFlexMessageIsShownWithItsPartsAndCanBeTapped(Language language, Size size) {
        send(friend(), """
                {'type':'flex','altText':'メニュー','contents':{'type':'carousel','contents':[
                 {'type':'bubble','hero':{'type':'image','url':'PICTURE','size':'full','aspectRatio':'20:13','aspectMode':'cover'},
                  'body':{'type':'box','layout':'vertical','spacing':'md','contents':[{'type':'text','text':'Café Musubi','weight':'bold','size':'xl'},
                   {'type':'box','layout':'baseline','margin':'md','contents':[{'type':'text','text':'住所','size':'sm','flex':1},{'type':'text','text':'東京都新宿区四谷1丁目6番1号','wrap':true,'size':'sm','flex':5}]},
                   {'type':'text','contents':[{'type':'span','text':'1,200円','decoration':'line-through'},{'type':'span','text':' 900円','weight':'bold','size':'xl'}]},
                   {'type':'separator','margin':'xxl'}]},
                  'footer':{'type':'box','layout':'vertical','spacing':'sm','contents':[
                   {'type':'button','style':'primary','action':{'type':'uri','label':'地図を開く','uri':'https://example.com/map'}},
                   {'type':'button','style':'secondary','action':{'type':'message','label':'予約する','text':'予約'}},
                   {'type':'button','action':{'type':'postback','label':'あとで','data':'later'}}]}},
                 {'type':'bubble','size':'micro','body':{'type':'box','layout':'vertical','action':{'type':'message','text':'全部ください'},'contents':[{'type':'text','text':'全体を押せます','wrap':true}]}}]}}""");
        var page = phone(Role.OPERATOR, size, language);
        assertThat(page.locator(".phone-flex")).hasCount(2);
        assertThat(page.locator(".part-text.size-xl.bold")).hasText("Café Musubi");
        assertAccessible(page);
        unroll(page);
        shotOfPhone(page, "flex", language, size);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        shotOfPhone(page, "flex-dark", language, size);
        page.locator(".phone-flex .style-secondary button").click();
        assertThat(page.locator("#chat .bubble").last()).containsText("予約");
        page.locator(".phone-micro .phone-over").click();
        assertThat(page.locator("#chat .bubble").last()).containsText("全部ください");
    }

    @Test
    void aDangerousAddressIsNoLinkAndAViewerTapsNothing() {
        var friend = friend();
        send(friend, """
                {'type':'template','altText':'a','template':{'type':'buttons','text':'<script>alert(1)</script>','actions':[
                 {'type':'uri','label':'tel','uri':'tel:0312345678'},{'type':'message','label':'\\" onclick=\\"alert(1)','text':'\\"><img src=x onerror=alert(1)>'}]}}""");
        var page = phone(Role.VIEWER, Size.PHONE, Language.EN);
        assertThat(page.locator(".phone-card")).containsText("<script>alert(1)</script>");
        assertThat(page.locator(".phone-card a")).hasAttribute("href", "tel:0312345678");
        assertThat(page.locator("#chat form, #chat button, #chat script, #chat [onclick], #chat img"))
                .hasCount(0);
        assertAccessible(page);
    }

    @Test
    void aLinkThatIsOpenedIsTold() {
        var friend = friend();
        send(
                friend,
                "{'type':'template','altText':'a','template':{'type':'buttons','text':'a','actions':[{'type':'uri','label':'Open','uri':'https://shop.example.com/?a=b'}]}}");
        var page = phone(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.context().route("https://shop.example.com/**", route -> route.abort());
        var told = page.waitForResponse(
                answer -> answer.url().endsWith("/opened"), () -> page.click("#chat a[target=_blank]"));
        assertThat(told.status()).isEqualTo(204);
        assertThat(told.request().postData()).isEqualTo("url=https%3A%2F%2Fshop.example.com%2F%3Fa%3Db");
    }
}

package musubi.console.broadcasts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.broadcast.BroadcastCalls;
import musubi.content.media.MediaFiles;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.standins.StandIns;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.GenericApplicationContext;

/** From an empty page to friends' phones, and what the page says while LINE is slow, full or away. */
class BroadcastSendingTests {

    /** Sending is so slow that a person can look at it. */
    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.with(
            Map.of("musubi.delivery.undo", "1s", "musubi.line.push-per-second", "2"), BroadcastSendingTests::standIns);

    /** The next attempt comes up to a minute after the one before. */
    private static final ContainsTextOptions AFTER_BACK_OFF = new ContainsTextOptions().setTimeout(100_000);

    private static final String PUSH = "/v2/bot/message/push";
    private static final Pattern ONE = Pattern.compile(".*/broadcasts/[0-9a-f-]{36}$");

    private static void standIns(TestWorld world, GenericApplicationContext context) {
        context.registerBean(
                StandIns.class,
                () -> new StandIns(
                        world.line(),
                        world.line().addChannel(ChannelOptions.named("Café Musubi")),
                        world.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0))));
    }

    @AfterEach
    void nothingStaysBehind() {
        BROWSER.world().line().faults().clear();
        BROWSER.world().hubspot().faults().clear();
        for (var connection : TestWorld.json(BROWSER.world().api("GET", "/api/connections", null))
                .path("items")) {
            BROWSER.world()
                    .api("DELETE", "/api/connections/" + connection.path("id").asString(""), null);
        }
    }

    private static void fault(Fault fault) {
        BROWSER.world().line().faults().add(fault);
    }

    private static void picture(Page page, String name, Language language) {
        shot(page, "sending-%s-%s".formatted(name, language).toLowerCase(Locale.ROOT));
    }

    private static void isIn(Page page, String state) {
        assertThat(page.locator("#now")).hasAttribute("data-state", state);
    }

    /** A friend of the sandbox's account, in a HubSpot list of that name. */
    private static Friend member(TestConnection connection, String list) {
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.drained();
        connection
                .portal()
                .lists()
                .add(
                        list,
                        ListKind.MANUAL,
                        List.of(connection.contact(friend).orElseThrow().id()));
        return friend;
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void fromAnEmptyPageToATapOnAFriendsPhone(Language language, Size size) {
        var sandbox = BROWSER.world().bean(StandIns.class);
        var connection = BROWSER.world().connect(sandbox.channel(), sandbox.portal(), Map.of());
        var list = "常連 " + UUID.randomUUID();
        var friend = member(connection, list);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/connections/" + connection.id() + "/broadcasts");
        page.click(".state.empty a");
        page.fill("#f-title", "秋の新作");
        page.fill("#f-bubbles-0-text", "様、秋の新作です。");
        page.locator("#f-bubbles-0-text").press("Home");
        page.click("#tokens summary");
        page.fill("#token-search", "line_user_name");
        page.click("[data-token=line_user_name]");
        page.fill("#token-default", "お客");
        page.keyboard().press("Enter");
        assertThat(page.locator("#f-bubbles-0-text"))
                .hasValue(Pattern.compile("\\{\\{.*default\\('お客', true\\).*様、秋の新作です。"));
        page.click("button[value='bubble:rich']");
        page.fill("#f-bubbles-1-altText", "秋の新作");
        page.click("button[value='choose:bubbles[1].mediaId']");
        page.setInputFiles("#file", new FilePayload("autumn.jpg", "image/jpeg", MediaFiles.jpeg(1040, 520)));
        page.click(".chooser button[form=upload]");
        page.click("#choices button[value^='take:']");
        assertThat(page.locator("img.thumb")).isVisible();
        page.selectOption("#f-bubbles-1-template", "TWO_COLUMNS");
        page.selectOption("#f-bubbles-1-actions-1-type", "message");
        page.fill("#f-bubbles-1-actions-1-value", "予約したい");
        page.fill("#f-bubbles-1-actions-0-value", "https://www.example.com/autumn");
        page.fill("#f-audience-lists", list);
        page.click("#audience button[value=audience]");
        assertThat(page.locator(".htmx-request")).hasCount(0);
        page.click("#audience .found button[value^='list:']");
        assertThat(page.locator("#audience .size")).containsText("1");
        page.click("button[value=save]");
        page.waitForURL(ONE);
        isIn(page, "DRAFT");
        assertThat(page.locator("#phone .phone-text")).hasText("さくら様、秋の新作です。");
        assertThat(page.locator("#phone .phone-map a[href='https://www.example.com/autumn']"))
                .hasCount(1);
        assertThat(page.locator("#outlook .counts")).isVisible();
        assertAccessible(page);
        picture(page, "draft", language);

        page.fill(
                "#contactIds",
                Long.toString(connection.contact(friend).orElseThrow().id()));
        page.click("#test button");
        assertThat(page.locator(".flash.did")).isVisible();
        assertThat(friend.received().getFirst().path("text").asString("")).startsWith("[テスト]");
        page.click("#send");
        page.click("#told button");
        // nothing more is clicked: the page asks by itself
        isIn(page, "DONE");
        assertThat(page.locator("#now-said")).hasText(language == Language.JA ? "送信済み" : "Sent");
        assertThat(page.locator("#now .counts dd").nth(1)).hasText("1");
        assertThat(friend.receivedCalls()).isEqualTo(2);

        page.navigate("/sandbox?friend=" + sandbox.channel().userCount());
        assertThat(page.locator("#chat .phone-text").last()).hasText("さくら様、秋の新作です。");
        assertThat(page.locator("#chat .phone-map image").last()).hasAttribute("href", Pattern.compile("/m/.*"));
        assertAccessible(page);
        picture(page, "phone", language);
        page.locator("#chat .phone-map button").last().click();
        assertThat(page.locator("#chat .bubble").last()).containsText("予約したい");
        assertThat(page.locator("#contact [data-name=line_last_reply_message] .value"))
                .hasText("予約したい");
    }

    /** A broadcast of so many people with a text of their own, on its way. */
    private static String sent(BroadcastCalls calls, List<Friend> people) {
        var members = people.stream()
                .map(friend -> calls.contact(friend, Map.of("lastname", "山田")))
                .toList();
        var id = calls.draft(Map.of(
                "title",
                "週末のお知らせ",
                "message",
                BroadcastCalls.message("{{ contact.lastname }}様"),
                "audience",
                Map.of("lists", List.of(calls.list("会員", members)))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        return id;
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void itsRateAndWhatItWaitsForAreSeenAndItIsStoppedInTheMiddle(Language language, Size size) {
        var japanese = language == Language.JA;
        var calls = new BroadcastCalls(BROWSER.world(), BROWSER.world().connect());
        var people = calls.friends(200);
        var id = sent(calls, people);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id);
        isIn(page, "SENDING");
        assertThat(page.locator("#now .far")).containsText(Pattern.compile(japanese ? "毎秒\\d通" : "\\d a second"));
        assertThat(page.locator("#now .far")).containsText(Pattern.compile(japanese ? "残り約\\d" : "About \\d.* left"));
        assertAccessible(page);
        picture(page, "live", language);

        fault(Fault.answer(
                "POST", PUSH, -1, 429, "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}"));
        var why = page.locator("#now .broadcast-why");
        assertThat(why).containsText(japanese ? "呼び出しが多すぎます" : "too many calls");
        // nobody knows how long that takes
        assertThat(page.locator("#now .far")).not().containsText(japanese ? "残り約" : "left");
        BROWSER.world().line().faults().clear();
        fault(Fault.answer("POST", PUSH, -1, 503, "{\"message\":\"Service Unavailable\"}"));
        page.click("#pause");
        isIn(page, "PAUSED");
        assertThat(page.locator("#now .far")).hasCount(0);
        page.click("#resume");
        isIn(page, "SENDING");
        assertThat(why).containsText(japanese ? "LINEに問題があるか" : "LINE has a problem", AFTER_BACK_OFF);
        assertAccessible(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(page, "waiting", language);
        BROWSER.world().line().faults().clear();
        fault(Fault.answer("POST", PUSH, -1, 429, "{\"message\":\"You have reached your monthly limit.\"}"));
        // nobody clicked
        assertThat(why).containsText(japanese ? "使い切りました" : "used up", AFTER_BACK_OFF);
        isIn(page, "PAUSED");

        var done = calls.get(id).path("counts").path("sent").asInt(0);
        assertThat(done).isBetween(1, 199);
        page.click("#cancel");
        assertThat(page.locator("#ask p")).containsText(Integer.toString(done));
        assertThat(page.locator("#ask p")).containsText(Integer.toString(200 - done));
        page.click("#ask button");
        isIn(page, "CANCELLED");
        assertThat(page.locator("#now .counts dd").nth(2)).hasText(Integer.toString(200 - done));
        assertThat(people.stream().mapToInt(Friend::receivedCalls).sum()).isEqualTo(done);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void anOutageOfHubSpotIsSaidAndWaitedFor(Language language, Size size) {
        var calls = new BroadcastCalls(BROWSER.world(), BROWSER.world().connect());
        BROWSER.world().hubspot().faults().add(Fault.answer("*", ".*/memberships.*", -1, 503, "{}"));
        var id = sent(calls, calls.friends(1));
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id);
        isIn(page, "PREPARING");
        assertThat(page.locator("#now .broadcast-why"))
                .containsText(language == Language.JA ? "HubSpotの応答を待っています" : "Waiting for HubSpot");
        assertAccessible(page);
        picture(page, "hubspot-away", language);
        BROWSER.world().hubspot().faults().clear();
        isIn(page, "DONE");
        assertThat(page.locator("#now .broadcast-why")).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void ofWhatNobodyKnowsAPersonDecides(Language language, Size size) {
        var calls = new BroadcastCalls(BROWSER.world(), BROWSER.world().connect());
        var people = calls.friends(2);
        // one got it, the other did not, and LINE says nothing
        fault(Fault.of(Fault.Kind.CUT_AFTER, "POST", PUSH, -1, Duration.ZERO)
                .onBody(people.getFirst().userId()));
        fault(Fault.of(Fault.Kind.CUT_BEFORE, "POST", PUSH, -1, Duration.ZERO));
        var id = sent(calls, people);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#now .broadcast-why")).isVisible();
        page.click("#pause");
        isIn(page, "PAUSED");
        var aged = BROWSER.world().database().jdbc().sql("""
                update delivery_call set first_attempt = first_attempt - interval '24 hours'
                where delivery_id = ? and first_attempt is not null
                """).param(UUID.fromString(id));
        eventually("both were tried, and it is a day later", () -> aged.update() == 2);
        page.click("#resume");
        isIn(page, "DONE");
        assertThat(page.locator("#count")).isVisible();
        assertAccessible(page);
        picture(page, "uncertain", language);
        BROWSER.world().line().faults().clear();
        if (language == Language.JA) {
            page.click("#again");
            assertThat(page.locator("#ask p")).containsText("2");
            page.click("#ask .btn-danger");
            assertThat(page.locator("#now .counts dd").nth(1)).hasText("2");
            isIn(page, "DONE");
            assertThat(people.stream().map(Friend::receivedCalls)).containsExactly(2, 1);
        } else {
            page.click("#count");
            assertThat(page.locator("#now .counts dd").nth(1)).hasText("2");
            assertThat(people.stream().map(Friend::receivedCalls)).containsExactly(1, 0);
        }
        assertThat(page.locator("#count")).hasCount(0);
        assertThat(page.locator(".flash.did")).isVisible();
    }
}

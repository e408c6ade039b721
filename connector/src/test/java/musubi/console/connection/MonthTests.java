package musubi.console.connection;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.delivery.days.SentDays;
import musubi.line.LineMessages;
import musubi.line.SendShare;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The month's messages on the page of a connection: limit, used, left, kept, cost, and LINE's own count of each day. */
@LongRunning
class MonthTests {

    private static final String QUOTA = "/v2/bot/message/quota";

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connected = BROWSER.world().connect();

    @BeforeEach
    void aPlan() {
        connected.channel().monthlyLimit(OptionalLong.of(1_000));
    }

    @AfterEach
    void nothingIsLeft() {
        BROWSER.world().line().faults().clear();
        BROWSER.world().api("DELETE", "/api/connections/" + connected.id(), null);
    }

    private void options(Map<String, Object> options) {
        BROWSER.world().api("PATCH", "/api/connections/" + connected.id(), Map.of("options", options));
    }

    private void pushed(Friend friend, int messages) {
        for (var one = 0; one < messages; one++) {
            BROWSER.world()
                    .bean(LineMessages.class)
                    .push(
                            BROWSER.world().bean(Connections.class).lineChannel(UUID.fromString(connected.id())),
                            SendShare.ahead(UUID.randomUUID()),
                            UUID.randomUUID(),
                            "{\"to\":\"%s\",\"messages\":[{\"type\":\"text\",\"text\":\"a\"}]}"
                                    .formatted(friend.userId())
                                    .getBytes(StandardCharsets.UTF_8))
                    .join();
        }
    }

    private void day(int daysAgo, String method, long sent, long doubtful, long counted) {
        var jdbc = BROWSER.world().database().jdbc();
        var id = UUID.fromString(connected.id());
        var day = LocalDate.now(SentDays.ZONE).minusDays(daysAgo);
        jdbc.sql("insert into sent_day (connection_id, day, method, source, sent, doubtful) values (?, ?, ?, ?, ?, ?)")
                .params(id, day, method, UUID.randomUUID(), sent, doubtful)
                .update();
        if (counted >= 0) {
            jdbc.sql("""
                    insert into line_day (connection_id, day, method, counted, ended, asked_at, next_at)
                    values (?, ?, ?, ?, true, now(), now())
                    """).params(id, day, method, counted).update();
        }
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void limitUsedLeftKeptAndCostAreSeen(Language language, Size size) {
        options(Map.of("quotaReserve", 100, "pricePerMessage", 3.3));
        connected.channel().useWebhook(false);
        pushed(connected.channel().crowd(1).getFirst(), 12);
        day(1, "MULTICAST", 1_200, 0, 1_150);
        day(1, "PUSH", 3, 2, 3);
        day(2, "PUSH", 200, 0, 199);
        day(3, "PUSH", 200, 0, 204);
        day(0, "PUSH", 12, 0, -1);
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/connections/" + connected.id());
        var facts = page.locator("#month .facts dd");
        assertThat(facts.nth(0)).containsText("12");
        assertThat(facts.nth(0)).containsText("1%");
        assertThat(facts.nth(1)).hasText("1,000");
        assertThat(facts.nth(2)).hasText("100");
        assertThat(facts.nth(3)).hasText("888");
        assertThat(facts.nth(4)).hasText("39.6");
        var rows = page.locator("#month tbody tr");
        assertThat(rows).hasCount(5);
        assertThat(rows.nth(0)).containsText(language == Language.JA ? "翌日以降にわかります" : "Known from the next day on");
        assertThat(rows.nth(1).locator("strong"))
                .hasText(language == Language.JA ? "50通が届いていないおそれがあります" : "50 may not have arrived");
        assertThat(rows.nth(2)).containsText(language == Language.JA ? "0時前後 2" : "around midnight: 2");
        assertThat(rows.nth(3)).containsText(language == Language.JA ? "1通少ない" : "1 fewer");
        assertThat(rows.nth(4)).containsText(language == Language.JA ? "4通多い" : "4 more");
        assertAccessible(page);
        shot(page, "month-" + language + "-" + size);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        shot(page, "month-dark-" + language + "-" + size);
    }

    @ParameterizedTest
    @CsvSource({"JA,PHONE", "EN,DESKTOP"})
    void whereLineDoesNotSayItIsAskedAgain(Language language, Size size) {
        BROWSER.world()
                .line()
                .faults()
                .add(Fault.answer("GET", QUOTA + ".*", -1, 500, "{\"message\":\"Internal error\"}"));
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/connections/" + connected.id());
        assertThat(page.locator("#month .broken h3"))
                .hasText(
                        language == Language.JA ? "LINEから通数を取得できません" : "LINE does not say how many messages there are");
        assertAccessible(page);
        shot(page, "month-broken-" + language + "-" + size);
        BROWSER.world().line().faults().clear();
        page.locator("#month .broken a").click();
        assertThat(page.locator("#month .facts dd").nth(1)).hasText("1,000");
        assertThat(page.locator("#month"))
                .containsText(language == Language.JA ? "今月はまだ送信していません。" : "Nothing was sent this month yet.");
    }

    @Test
    void aMonthThatIsUsedUpSaysSo() {
        options(Map.of("quotaReserve", 999));
        connected.channel().useWebhook(false);
        pushed(connected.channel().crowd(1).getFirst(), 1);
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        page.navigate("/connections/" + connected.id() + "?wait=true");
        assertThat(page.locator("#month")).containsText("Broadcasts have no messages left this month.");
        connected.channel().monthlyLimit(OptionalLong.empty());
        page.navigate("/connections/" + connected.id() + "?wait=true");
        assertThat(page.locator("#month")).containsText("No limit");
        assertThat(page.locator("#month")).not().containsText("no messages left");
    }
}

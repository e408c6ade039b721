package musubi.console.connection;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.UUID;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.Language;
import musubi.user.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page <em>HubSpot</em> of a connection says whether workflows can use the action, and what came of it. */
class WorkflowPanelTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void whatIsMissingAndWhatCameOfItIsSaid(Language language, Size size) {
        var connected = BROWSER.world().connect();
        outcome(connected, "SENT", null, "COMPLETED", 3);
        outcome(connected, "REFUSED", "QUOTA", "DROPPED", 1);
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/connections/" + connected.id() + "/hubspot");
        var panel = page.locator("#workflows");
        assertThat(panel.locator("li")).hasCount(2);
        assertThat(panel.locator("li").first()).containsText("musubi.hubspot.client-secret");
        assertThat(panel.locator("tbody tr")).hasCount(2);
        assertThat(panel.locator("tbody tr").first()).containsText(language == Language.JA ? "送信済み" : "Sent");
        assertThat(panel.locator("tbody tr").first().locator(".number")).hasText("3");
        assertThat(panel.locator("tbody tr").last())
                .containsText(language == Language.JA ? "今月のメッセージ数の上限に達しました" : "The messages of the month are used up");
        assertThat(panel.locator("tbody tr").last().locator("small"))
                .hasText(language == Language.JA ? "HubSpotに結果を返せませんでした" : "HubSpot did not take this outcome");
    }

    private static void outcome(
            TestConnection connected, String status, @Nullable String reason, String state, int count) {
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                insert into workflow_execution (id, connection_id, callback_id, state, quiet_hours, transactional, received_at, due_at,
                    late_at, expires_at, status, reason)
                select gen_random_uuid(), :connection, 'c' || n, :state, 'WAIT', false, now(), now(), now(), now() + interval '7 days',
                    :status, :reason
                from generate_series(1, :count) n
                """)
                .param("connection", UUID.fromString(connected.id()))
                .param("state", state)
                .param("status", status)
                .param("reason", reason)
                .param("count", count)
                .update();
    }
}

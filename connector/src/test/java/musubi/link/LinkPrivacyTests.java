package musubi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.IdTokenFlaw;
import musubi.sandbox.line.UserOptions;
import musubi.testing.TestWorld;
import musubi.testing.WatchedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is not known of a friend who links: nothing about them is stored or logged. */
class LinkPrivacyTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final LoginConnection connected = LoginConnection.of(WORLD);
    private final Friend friend = connected
            .connection()
            .channel()
            .newUser(UserOptions.named("花子 Suzuki")
                    .email("hanako@example.com")
                    .pictureUrl("https://profile.line-scdn.net/hanako"));
    private final Browser browser = new Browser(WORLD);

    private URI consented(URI to) {
        return connected.login().consent(to, friend.userId(), Consent.given());
    }

    @Test
    void nothingOfAFriendRestsInTheDatabase() {
        var id = connected.newLink(Map.of("title", "poster")).path("id").asString("");
        browser.link(
                connected.path() + "/" + id,
                connected.login(),
                friend,
                Consent.given().addingFriend());
        browser.link(connected.path(), connected.login(), friend, Consent.declined());
        connected.connection().drained();
        assertThat(connected.connection().contact(friend)).isPresent();
        var jdbc = WORLD.database().jdbc();
        for (var table : jdbc.sql("select quote_ident(table_name) from information_schema.tables"
                        + " where table_schema = 'public'")
                .query(String.class)
                .list()) {
            for (var row : jdbc.sql("select lower(cast(t as text)) from %s t".formatted(table))
                    .query(String.class)
                    .list()) {
                for (var trace : List.of(friend.userId().substring(1), "hanako", "花子")) {
                    assertThat(row)
                            .as(table)
                            .doesNotContain(trace, HexFormat.of().formatHex(trace.getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    @Test
    void nothingOfAFriendIsLogged() {
        try (var log = WatchedLog.everythingOf("musubi")) {
            var back = consented(browser.open(connected.path()));
            browser.get(back.toString());
            browser.get(back.toString());
            connected.login().nextIdToken(Set.of(IdTokenFlaw.OTHER_NONCE));
            browser.get(consented(browser.open(connected.path())).toString());
            browser.get(consented(browser.open(connected.path())).toString().replaceFirst("code=[^&]+", "code=hanako"));
            browser.get(connected.path() + "/callback?error=hanako&state="
                    + browser.open(connected.path()).toString().replaceFirst(".*state=([0-9a-f]+).*", "$1"));
            connected.connection().drained();
            assertThat(log.messages())
                    .isNotEmpty()
                    .noneMatch(text -> text.contains(friend.userId())
                            || text.contains("花子")
                            || text.contains("hanako")
                            || text.contains(connected.login().secret()));
        }
    }

    @Test
    void theResultMayBeLoadedAgainAndItsAddressKnowsNoPerson() {
        var back = browser.get(connected
                .login()
                .consent(
                        browser.open(connected.path()),
                        friend.userId(),
                        Consent.given().addingFriend())
                .toString());
        assertThat(back.statusCode()).isEqualTo(303);
        var result = Browser.location(back).toString();
        assertThat(result).endsWith(connected.path() + "/linked");
        var first = browser.get(result);
        var again = browser.get(result);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body()).contains("LINE").doesNotContain(friend.userId());
        assertThat(again.headers().map())
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("X-Robots-Tag", List.of("noindex, nofollow"));
        assertThat(browser.get("/link/00000000-0000-0000-0000-000000000000/linked-only")
                        .statusCode())
                .isEqualTo(404);
    }
}

package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the page that was wanted over the one to sign in, and back. */
class WantedPageTests {

    private static final String EMAIL = "wants@example.com";
    private static final String PASSWORD = "long enough to be taken";
    private static final Pattern NEXT = Pattern.compile("name=\"next\" value=\"([^\"]+)\"");

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    @BeforeAll
    static void somebodyIsThere() {
        WORLD.bean(People.class).create(EMAIL, "Admin", PASSWORD, Scope.all(Role.ADMIN), Language.EN);
    }

    private final ConsoleSession session = ConsoleSession.at(WORLD.url());

    /** Where the answer to the page's form leads. */
    private String signIn(String page, String password) {
        var next = NEXT.matcher(session.get(page).body());
        return session.post(
                        "/login",
                        next.find()
                                ? Map.of("email", EMAIL, "password", password, "next", next.group(1))
                                : Map.of("email", EMAIL, "password", password))
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    private String login(String path) {
        return session.get(path).headers().firstValue("Location").orElse("");
    }

    @Test
    void whoSignsInComesToThePageTheyWantedAlsoAfterAWrongPassword() {
        var login = login("/settings/users?a=1&b=%2F2");
        assertThat(login).startsWith("/login?next=").hasSizeLessThan(200);
        var again = signIn(login, "not the right one");
        assertThat(again).startsWith("/login?problem=wrong&next=");
        assertThat(signIn(again, PASSWORD)).isEqualTo("/settings/users?a=1&b=%2F2");
        assertThat(session.get("/settings/users").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotFromUsLeadsToTheFirstPage() {
        var sealed = login("/settings/users").replace("/login?next=", "");
        var changed = sealed.substring(0, sealed.length() - 4) + "AAAA";
        for (var next : new String[] {changed, "/settings/users", "https://evil.example", "//evil.example"}) {
            assertThat(signIn("/login?next=" + next, PASSWORD)).isEqualTo("/");
            session.post("/logout", Map.of());
        }
    }

    @Test
    void aPathWithoutEndIsNotCarried() {
        assertThat(login("/nothing?" + "a".repeat(WantedPage.MAX_LENGTH))).isEqualTo("/login");
        assertThat(login("/")).isEqualTo("/login");
    }

    @Test
    void whatChangesSomethingIsNotDoneAfterSigningIn() {
        assertThat(session.send("PUT", "/settings/users", Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .doesNotContain("next=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "evil",
                "",
                "javascript:a",
                "/a\r\nSet-Cookie: a",
                "/a b",
                "/ä",
                "/a\\b",
                "/%"
            })
    void onlyPathsOfOursAreOurs(String path) {
        assertThat(WantedPage.isPath(path)).isFalse();
        assertThat(WantedPage.isPath("/connections/1?a=b&c=%E3%81%82")).isTrue();
    }
}

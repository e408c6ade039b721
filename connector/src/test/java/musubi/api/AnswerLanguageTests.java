package musubi.api;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import musubi.inbox.ListedFailure;
import musubi.sync.Reason;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of the REST API are in the language that the caller accepts. */
class AnswerLanguageTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static HttpResponse<String> get(String path, String languages, boolean withToken)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(WORLD.url().resolve(path));
            if (!languages.isEmpty()) {
                request.header("Accept-Language", languages);
            }
            if (withToken) {
                request.header("Authorization", "Bearer " + TestWorld.API_TOKEN);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ja                | ja | 見つかりません | この接続はありません。
            ja-JP,en;q=0.5    | ja | 見つかりません | この接続はありません。
            en-GB,ja;q=0.5    | en | Not found     | There is no such connection.
            fr,ja;q=0.2       | ja | 見つかりません | この接続はありません。
            fr                | en | Not found     | There is no such connection.
            ''                | en | Not found     | There is no such connection.
            """)
    void anErrorIsInTheLanguageThatIsAccepted(String accepted, String language, String title, String detail)
            throws Exception {
        var answer = get("/api/connections/" + UUID.randomUUID(), accepted, true);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(TestWorld.json(answer).path("title").asString("")).isEqualTo(title);
        assertThat(TestWorld.json(answer).path("detail").asString("")).isEqualTo(detail);
        assertThat(answer.headers().firstValue("Content-Language")).contains(language);
        assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Accept-Language");
    }

    @ParameterizedTest
    @CsvSource({
        "ja, HubSpotが、このコンタクトの値を受け付けません, このイベントは、まだコンタクトに反映されていません。",
        "en, HubSpot refuses a value of this contact, This event is not on the contact yet."
    })
    void soAreTheReasonOfAFailureAndTheAdvice(String language, String reason, String advice) throws Exception {
        var connection = WORLD.connect();
        ListedFailure.add(
                WORLD, connection.id(), "U" + "%032x".formatted(7), Reason.VALUE_REFUSED.name(), "", Instant.now());
        var failure = TestWorld.json(get("/api/connections/" + connection.id() + "/failures", language, true))
                .path("items")
                .path(0);
        assertThat(failure.path("reason").asString("")).isEqualTo(reason);
        assertThat(failure.path("advice").asString("")).startsWith(advice);
    }

    @ParameterizedTest
    @CsvSource({"ja, このアカウントでは、友だちリストは取得できません。", "en, LINE lists friends only for verified and premium accounts"})
    void soIsTheProblemOfAnImport(String language, String problem) throws Exception {
        var connection = WORLD.connect();
        connection.channel().verified(false);
        var imports = "/api/connections/" + connection.id() + "/imports";
        WORLD.api("POST", imports, Map.of("source", "followers"));
        eventually("the import failed", () -> state(imports).equals("FAILED"));
        var failed = TestWorld.json(get(imports, language, true)).path("items").path(0);
        assertThat(failed.path("problemCode").asString("")).isEqualTo("NOT_VERIFIED");
        assertThat(failed.path("problem").asString("")).startsWith(problem);
    }

    private static String state(String imports) {
        return TestWorld.json(WORLD.api("GET", imports, null))
                .path("items")
                .path(0)
                .path("state")
                .asString("");
    }

    @Test
    void soIsWhatIsRefusedBeforeAController() throws Exception {
        var answer = get("/api/connections", "ja", false);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(TestWorld.json(answer).path("title").asString("")).isEqualTo("認証が必要です");
        assertThat(TestWorld.json(answer).path("detail").asString("")).startsWith("APIトークンを");
        assertThat(answer.headers().firstValue("Content-Language")).contains("ja");
    }
}

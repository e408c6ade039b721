package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
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

    @Test
    void soIsWhatIsRefusedBeforeAController() throws Exception {
        var answer = get("/api/connections", "ja", false);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(TestWorld.json(answer).path("title").asString("")).isEqualTo("認証が必要です");
        assertThat(TestWorld.json(answer).path("detail").asString("")).startsWith("APIトークンを");
        assertThat(answer.headers().firstValue("Content-Language")).contains("ja");
    }
}

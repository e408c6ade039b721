package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListAndErrorsTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    ListAndErrorsTests() {
        super(WORLD);
    }

    private static final String PATH = "/api/connections";

    @Test
    void connectionsAreListedPageByPageTheOldestFirst() {
        var portal = newPortal();
        var ids = Stream.generate(() -> connect(newChannel(), portal).text("/id"))
                .limit(3)
                .toList();
        assertThat(call("GET", PATH, "").body().path("next").isNull()).isTrue();
        var listed = new ArrayList<String>();
        var next = "";
        do {
            var page = call("GET", PATH + "?limit=2&after=" + next, "").body();
            listed.addAll(StreamSupport.stream(page.path("items").spliterator(), false)
                    .map(item -> item.path("id").asString())
                    .toList());
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(listed).hasSameElementsAs(ids).hasSize(3);
    }

    @Test
    void noAnswerTellsASecret() {
        var channel = newChannel();
        var portal = newPortal();
        var answers = connect(channel, portal).body().toString()
                + call("GET", PATH, "").body();
        assertThat(answers)
                .doesNotContain(channel.secret())
                .doesNotContain(channel.accessToken())
                .doesNotContain(portal.accessToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=many"})
    void aLimitOutsideItsBoundsIsRefused(String query) {
        var reply = call("GET", PATH + "?" + query, "").refusedWith(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("limit");
    }

    @Test
    void everyFieldThatIsMissingIsNamed() {
        var reply = call("POST", PATH, "{}").refusedWith(400);
        assertThat(reply.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString()))
                .containsExactly("name", "line.channelSecret", "line.channelAccessToken", "hubspot.accessToken");
    }

    @Test
    void aBodyThatIsNotJsonIsRefusedWithThePlace() {
        assertThat(call("POST", PATH, "{\"name\": ]").refusedWith(400).text("/detail"))
                .contains("line 1, column");
        call("POST", PATH, "[]").refusedWith(400);
    }

    @Test
    void aFieldOfAnotherKindIsNamedAndNotQuoted() {
        var reply = call("POST", PATH, "{\"line\": {\"channelSecret\": {\"a\": \"topsecret\"}}}")
                .refusedWith(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("line.channelSecret");
        assertThat(reply.body().toString()).doesNotContain("topsecret");
    }

    @Test
    void anIdOfAnotherShapeIsTheIdOfNothing() {
        call("GET", PATH + "/7", "").refusedWith(404);
        call("GET", PATH + "/00000000-0000-0000-0000-000000000000", "").refusedWith(404);
    }

    @Test
    void whatGoesIntoATokenIsCheckedBeforeItGoesIntoAHeader() {
        var request = request(newChannel(), newPortal());
        request.putObject("hubspot").put("accessToken", "pat-na1\r\nX-Injected: 結び");
        var reply = post(request).refusedWith(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("hubspot.accessToken");
        assertThat(reply.body().toString()).doesNotContain("Injected");
    }

    @Test
    void theDocumentTellsTheRoutes() {
        JsonNode document = call("GET", "/v3/api-docs", "").body();
        assertThat(document.at("/paths/~1api~1connections/post/summary").asString())
                .isEqualTo("Connect an account to a portal");
    }
}

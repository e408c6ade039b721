package musubi.content;

import static musubi.content.MessageCalls.codes;
import static musubi.content.MessageCalls.errors;
import static musubi.content.MessageCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Messages are saved over the REST API once they were checked. */
class SavedMessagesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final MessageCalls calls = new MessageCalls(WORLD, WORLD.connect());

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
    }

    @Test
    void aMessageIsSavedReplacedAndDeleted() {
        var saved = calls.save("""
                {'name': ' 秋のセール ', 'bubbles': [{'type': 'text', 'text': 'こんにちは'}],
                 'quickReplies': [{'type': 'message', 'label': 'はい', 'text': 'はい'}],
                 'sender': {'name': '店長'}, 'whenValueMissing': 'EMPTY'}""");
        assertThat(saved.statusCode()).isEqualTo(201);
        var id = TestWorld.json(saved).path("id").asString("");
        assertThat(saved.headers().firstValue("Location")).contains("/api/messages/" + id);
        assertThat(saved.body()).startsWith("""
                {"id":"%s","connectionId":"%s","name":"秋のセール","bubbles":[{"type":"text","text":"こんにちは"}],\
                "quickReplies":[{"type":"message","label":"はい","text":"はい"}],"sender":{"name":"店長"},\
                "whenValueMissing":"EMPTY","problems":[],"createdAt":""".formatted(id, calls.connection().id()));
        var own = "/api/messages/" + id;
        var got = WORLD.api("GET", own, null);
        assertThat(got.body()).isEqualTo(saved.body().replace("\"problems\":[],", ""));
        // what was answered may be sent back
        var answer = (ObjectNode) TestWorld.json(saved);
        var replaced = WORLD.api("PUT", own, answer.put("name", "冬のセール"));
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(TestWorld.json(replaced).path("name").asString("")).isEqualTo("冬のセール");
        assertThat(TestWorld.json(replaced).path("createdAt"))
                .isEqualTo(TestWorld.json(saved).path("createdAt"));
        assertThat(WORLD.api("PUT", own, MessageCalls.json(text("冬のセール", "A"))).body())
                .doesNotContain("quickReplies", "sender");
        assertThat(WORLD.api("DELETE", own, null).statusCode()).isEqualTo(204);
        for (var method : List.of("GET", "DELETE")) {
            assertThat(WORLD.api(method, own, null).statusCode()).isEqualTo(404);
        }
        assertThat(WORLD.api("PUT", own, MessageCalls.json(text("A", "A"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void messagesAreListedOldestFirstPageByPage() {
        var names = IntStream.range(0, 5).mapToObj(i -> "message " + i).toList();
        names.forEach(
                name -> assertThat(calls.save(text(name, "A")).statusCode()).isEqualTo(201));
        var first = TestWorld.json(WORLD.api("GET", calls.path() + "?limit=3", null));
        var second = TestWorld.json(WORLD.api(
                "GET", calls.path() + "?limit=3&after=" + first.path("next").asString(""), null));
        assertThat(first.path("items").size()).isEqualTo(3);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> i < 3
                                ? first.path("items").path(i)
                                : second.path("items").path(i - 3))
                        .map(message -> message.path("name").asString("")))
                .containsExactlyElementsOf(names);
        for (var cursor : List.of("x", "0000000000000000-x", "ffffffffffffffff-" + UUID.randomUUID())) {
            assertThat(WORLD.api("GET", calls.path() + "?after=" + cursor, null).statusCode())
                    .as(cursor)
                    .isEqualTo(400);
        }
        assertThat(WORLD.api("GET", calls.path() + "?limit=0", null).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'bubbles': [{'type': 'text', 'text': 'A'}]}                                           | name MISSING
            {'name': 'a\\u0009b', 'bubbles': [{'type': 'text', 'text': 'A'}]}                      | name WRONG_TYPE
            {'name': 'A', 'bubbles': []}                                                           | bubbles WRONG_NUMBER
            {'name': 'A', 'bubbles': 5}                                                            | bubbles WRONG_TYPE
            {'name': 'A', 'bubble': []}                                                            | bubbles MISSING
            {'name': 'A', 'bubbles': [{'type': 'text', 'text': '{{ contact.nickname }}'}]}         | bubbles[0].text NO_SUCH_PROPERTY
            {'name': 'A', 'bubbles': [{'type': 'text', 'text': '{{ contact.lastname '}]}           | bubbles[0].text TOKEN_SYNTAX
            {'name': 'A', 'bubbles': [{'type': 'image', 'mediaId': 'gone'}]}                       | bubbles[0].mediaId NO_SUCH_MEDIA
            {'name': 'A', 'bubbles': [{'type': 'json', 'message': {'type': 'text'}}]}              | bubbles[0].message.text LINE_REFUSES
            []                                                                                     | bubbles MISSING
            """)
    void whatIsWrongIsToldByFieldAndCodeAndNothingIsSaved(String message, String error) {
        var refused = calls.save(message);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(errors(refused)).contains(error);
        assertThat(TestWorld.json(WORLD.api("GET", calls.path(), null))
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void whatIsWrongIsToldInTheLanguageOfTheCaller() {
        var body = text("A", "{{ contact.nickname }}");
        var japanese = calls.call("POST", calls.path(), body, TestWorld.API_TOKEN, "ja");
        assertThat(TestWorld.json(japanese).path("title").asString("")).isEqualTo("メッセージに誤りがあります");
        assertThat(japanese.body()).contains("コンタクトのプロパティに nickname はありません");
        var english = calls.call("POST", calls.path(), body, TestWorld.API_TOKEN, "en");
        assertThat(english.body()).contains("nickname is no property of contacts in this portal");
        assertThat(calls.call("POST", calls.path(), "{'name': ", TestWorld.API_TOKEN, "en")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWrongReplacementChangesNothing() {
        var saved = TestWorld.json(calls.save(text("A", "old")));
        var own = "/api/messages/" + saved.path("id").asString("");
        assertThat(WORLD.api("PUT", own, MessageCalls.json("{'name': 'A', 'bubbles': []}"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(WORLD.api("GET", own, null).body()).contains("old");
    }

    @Test
    void aNameIsOfOneMessage() {
        assertThat(calls.save(text("A", "A")).statusCode()).isEqualTo(201);
        var second = calls.save(text(" A ", "B"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(errors(second)).containsExactly("name NAME_TAKEN");
        var other = TestWorld.json(calls.save(text("B", "B")));
        assertThat(WORLD.api("PUT", "/api/messages/" + other.path("id").asString(""), MessageCalls.json(text("A", "B")))
                        .statusCode())
                .isEqualTo(409);
        // of another connection
        assertThat(new MessageCalls(WORLD, WORLD.connect()).save(text("A", "A")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void aConnectionHasAThousandMessagesAtTheMost() {
        WORLD.database()
                .jdbc()
                .sql("""
                insert into message (id, connection_id, name, content, created_at, updated_at)
                select gen_random_uuid(), ?, 'message ' || number, '{"bubbles": []}', now(), now()
                from generate_series(1, 1000) number
                """)
                .param(UUID.fromString(calls.connection().id()))
                .update();
        var refused = calls.save(text("A", "A"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("TOO_MANY");
    }

    @Test
    void aTokenWithoutADefaultIsAWarning() {
        var saved = calls.save(text("A", "{{ contact.lastname }}様"));
        assertThat(saved.statusCode()).isEqualTo(201);
        assertThat(codes(TestWorld.json(saved))).containsExactly("NO_DEFAULT");
        var withDefault = text("B", "{{ contact.lastname|default(\\u0027A\\u0027) }}");
        assertThat(codes(TestWorld.json(calls.save(withDefault)))).isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsAWarningAndTheMessageIsSaved() {
        WORLD.line().faults().add(Fault.answer("POST", "/v2/bot/message/validate/.*", 10, 500, "{}"));
        WORLD.hubspot().faults().add(Fault.answer("GET", ".*/properties/.*", 50, 500, "{}"));
        var saved = calls.save(text("A", "{{ contact.nickname }}"));
        assertThat(saved.statusCode()).isEqualTo(201);
        assertThat(codes(TestWorld.json(saved))).contains("PROPERTIES_NOT_ASKED", "LINE_NOT_ASKED");
    }

    @Test
    void aMessageWithoutTokensAsksHubSpotNothing() {
        var before = calls.connection().portal().traffic().calls("GET properties/contacts");
        calls.save(text("A", "A"));
        assertThat(calls.connection().portal().traffic().calls("GET properties/contacts"))
                .isEqualTo(before);
    }

    @Test
    void viewersReadOperatorsWriteAndNeighboursFindNothing() {
        var saved = TestWorld.json(calls.save(text("A", "A")));
        var own = "/api/messages/" + saved.path("id").asString("");
        var here = UUID.fromString(calls.connection().id());
        var viewer = calls.token(new Scope(Role.VIEWER, false, Set.of(here)));
        var operator = calls.token(new Scope(Role.OPERATOR, false, Set.of(here)));
        var neighbour = calls.token(new Scope(
                Role.OPERATOR, false, Set.of(UUID.fromString(WORLD.connect().id()))));
        var body = text("B", "B");
        var preview = "{'message': " + body + "}";
        assertThat(status("GET", own, "", viewer)).isEqualTo(200);
        assertThat(status("GET", calls.path(), "", viewer)).isEqualTo(200);
        assertThat(status("POST", calls.path() + "/preview", preview, viewer)).isEqualTo(200);
        assertThat(status("POST", calls.path(), body, viewer)).isEqualTo(403);
        assertThat(status("PUT", own, body, viewer)).isEqualTo(403);
        assertThat(status("DELETE", own, "", viewer)).isEqualTo(403);
        assertThat(status("PUT", own, body, operator)).isEqualTo(200);
        for (var call : List.of(
                List.of("GET", own, ""),
                List.of("PUT", own, body),
                List.of("DELETE", own, ""),
                List.of("GET", calls.path(), ""),
                List.of("POST", calls.path(), body),
                List.of("POST", calls.path() + "/preview", preview))) {
            assertThat(status(call.get(0), call.get(1), call.get(2), neighbour))
                    .as(call.toString())
                    .isEqualTo(404);
        }
        assertThat(status("DELETE", own, "", operator)).isEqualTo(204);
    }

    private int status(String method, String path, String body, String token) {
        return calls.call(method, path, body, token, "en").statusCode();
    }

    @Test
    void whoSavedIsRecordedAndAPreviewIsNot() {
        var saved = TestWorld.json(calls.save(text("A", "A")));
        calls.shown("A", Optional.empty());
        WORLD.api("DELETE", "/api/messages/" + saved.path("id").asString(""), null);
        var here = WORLD.bean(AuditLog.class).page(Long.MAX_VALUE, 3);
        assertThat(here)
                .extracting(AuditEntry::action)
                .startsWith("DELETE /api/messages/{messageId}", "POST /api/connections/{id}/messages");
        assertThat(here.getFirst().object()).isEqualTo(saved.path("id").asString(""));
    }

    @Test
    void messagesGoWithTheirConnection() {
        calls.save(text("A", "A"));
        var path = "/api/connections/" + calls.connection().id();
        assertThat(WORLD.api("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from message where connection_id = ?")
                        .param(UUID.fromString(calls.connection().id()))
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(WORLD.api("GET", calls.path(), null).statusCode()).isEqualTo(404);
        assertThat(WORLD.api("POST", calls.path(), Map.of()).statusCode()).isEqualTo(404);
    }
}

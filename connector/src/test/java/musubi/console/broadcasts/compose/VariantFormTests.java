package musubi.console.broadcasts.compose;

import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.content.Media;
import musubi.content.media.MediaFiles;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Variants, emoji, areas and large forms as a browser without scripts sends them. */
class VariantFormTests {

    private static final String PASSWORD = "long enough to be taken";
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"(variant[^\"]*)\" value=\"([^\"]*)\"");

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final String here = "/connections/" + connection.id();
    private final ConsoleSession session = ConsoleSession.at(WORLD.url());

    @BeforeEach
    void signIn() {
        session.signIn(person(Role.OPERATOR), PASSWORD);
    }

    private static String person(Role role) {
        var email = UUID.randomUUID() + "@example.com";
        WORLD.bean(People.class).create(email, role.name(), PASSWORD, Scope.all(role), Language.EN);
        return email;
    }

    private static Map<String, String> form(String... fields) {
        var form = new LinkedHashMap<String, String>();
        for (var i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }

    /** What stands in the page besides the message that is shown. */
    private static Map<String, String> hidden(String page) {
        var fields = new LinkedHashMap<String, String>();
        FIELD.matcher(page)
                .results()
                .forEach(found -> fields.put(found.group(1), found.group(2).replace("&quot;", "\"")));
        return fields;
    }

    private JsonNode kept() {
        var id = json(WORLD.api("GET", "/api" + here + "/broadcasts", null))
                .at("/items/0/id")
                .asString("");
        return json(WORLD.api("GET", "/api/broadcasts/" + id, null));
    }

    @Test
    void variantsBeginWithACopyAndAreKeptWithTheirShares() {
        var form = form("bubbles[0].type", "text", "bubbles[0].text", "one", "act", "variants");
        var begun = session.post(here + "/broadcasts/new", form).body();
        assertThat(begun).contains("one</textarea>", "name=\"variants[1].percent\" value=\"50\"");
        assertThat(hidden(begun)).containsEntry("variant", "1").containsKey("variants[0].message");
        form.putAll(hidden(begun));
        form.putAll(form(
                "bubbles[0].text", "two",
                "variants[0].name", "A",
                "variants[0].percent", "70",
                "variants[1].name", "B",
                "variants[1].percent", "20",
                "title", "sale",
                "whom", "ALL",
                "act", "save"));
        var wrong = session.post(here + "/broadcasts/new", form);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Together they are 90% now");
        form.put("variants[1].percent", "30");
        form.put("act", "variant:0");
        var first = session.post(here + "/broadcasts/new", form).body();
        assertThat(first).contains("one</textarea>").doesNotContain("two</textarea>");
        form.remove("variants[0].message");
        form.putAll(hidden(first));
        form.putAll(form("bubbles[0].text", "", "variant", "0", "act", "variant:1"));
        var second = session.post(here + "/broadcasts/new", form).body();
        assertThat(second).contains("two</textarea>");
        form.remove("variants[1].message");
        form.putAll(hidden(second));
        form.putAll(form("bubbles[0].text", "two", "act", "save"));
        var empty = session.post(here + "/broadcasts/new", form);
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("f-bubbles-0-text-wrong").doesNotContain("two</textarea>");
        form.remove("variants[0].message");
        form.putAll(hidden(empty.body()));
        form.putAll(form("bubbles[0].text", "one more"));
        assertThat(session.post(here + "/broadcasts/new", form).statusCode()).isEqualTo(303);
        var kept = kept();
        assertThat(kept.at("/variants/0/message/bubbles/0/text").asString("")).isEqualTo("one more");
        assertThat(kept.at("/variants/1/message/bubbles/0/text").asString("")).isEqualTo("two");
        assertThat(kept.at("/variants/0/percent").asInt()).isEqualTo(70);
        var edited = session.get("/broadcasts/" + kept.path("id").asString("") + "/edit")
                .body();
        assertThat(edited).contains("one more</textarea>").contains("name=\"variants[1].name\" value=\"B\"");
        form.putAll(form(
                "act",
                "variantless:0",
                "variants[1].message",
                Objects.requireNonNull(hidden(edited).get("variants[1].message"))));
        form.put("variant", "0");
        assertThat(session.post(here + "/broadcasts/new", form).body())
                .contains("two</textarea>")
                .doesNotContain("variants[0]");
    }

    @Test
    void whatIsNoVariantChangesNothing() {
        var one = form(
                "bubbles[0].type", "text", "bubbles[0].text", "one", "variants[0].name", "A", "act", "variantless:0");
        assertThat(session.post(here + "/broadcasts/new", one).body())
                .contains("one</textarea>")
                .doesNotContain("variants[0]");
        for (var message : new String[] {"{", "[1]", "{\"bubbles\":[1,{\"type\":[]}]}", "{\"bubbles\":{\"a\":1}}"}) {
            for (var act : new String[] {
                "variant:1", "variant:9", "variantless:0", "variantless:x", "variants", "move:bubbles[0]=7", "area:x"
            }) {
                var form = form(
                        "bubbles[0].type",
                        "text",
                        "variants[0].name",
                        "A",
                        "variants[1].message",
                        message,
                        "variants[7].message",
                        message,
                        "variant",
                        "0",
                        "act",
                        act);
                assertThat(session.post(here + "/broadcasts/new", form).statusCode())
                        .as(act + message)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void emojiOfLineStandInTheTextAndAreasHaveTheirFields() throws Exception {
        var file = MediaFiles.jpeg(1040, 520);
        var picture = WORLD.bean(Media.class)
                .add(UUID.fromString(connection.id()), file.length, new ByteArrayInputStream(file))
                .id()
                .toString();
        var form = form(
                "title", "sale",
                "whom", "ALL",
                "act", "save",
                "bubbles[0].type", "text",
                "bubbles[0].text", "5$ $(5ac1bfd5040ab15980c9b435:001)!$(5ac1bfd5040ab15980c9b435:002)",
                "bubbles[1].type", "rich",
                "bubbles[1].mediaId", picture,
                "bubbles[1].altText", "Menu",
                "bubbles[1].template", "FREE",
                "bubbles[1].areas[0].x", "10",
                "bubbles[1].areas[0].y", "20",
                "bubbles[1].areas[0].width", "300",
                "bubbles[1].areas[0].height", "wide",
                "bubbles[1].areas[0].type", "uri",
                "bubbles[1].areas[0].value", "https://www.example.com/");
        var wrong = session.post(here + "/broadcasts/new", form);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("f-bubbles-1-areas-0-height-wrong").contains("value=\"wide\"");
        form.put("bubbles[1].areas[0].height", "400");
        assertThat(session.post(here + "/broadcasts/new", form).statusCode()).isEqualTo(303);
        var bubbles = kept().at("/message/bubbles");
        assertThat(bubbles.at("/0/text").asString("")).isEqualTo("5$ $!$");
        assertThat(bubbles.at("/0/emojis/1/index").asInt()).isEqualTo(5);
        assertThat(bubbles.at("/1/areas/0/width").asInt()).isEqualTo(300);
        assertThat(bubbles.at("/1/areas/0/action/uri").asString("")).isEqualTo("https://www.example.com/");
        assertThat(bubbles.at("/1").has("template")).isFalse();
        assertThat(session.get("/broadcasts/" + kept().path("id").asString("") + "/edit")
                        .body())
                .contains("5$ $(5ac1bfd5040ab15980c9b435:001)!$(5ac1bfd5040ab15980c9b435:002)</textarea>")
                .contains("name=\"bubbles[1].areas[0].height\" value=\"400\"");
    }

    @Test
    void aLongJapaneseMessageIsTakenFromOperatorsAlone() {
        var long1 = "あ".repeat(5_000);
        var form = form("title", "long", "whom", "ALL", "act", "save");
        for (var i = 0; i < 5; i++) {
            form.put("bubbles[%d].type".formatted(i), "text");
            form.put("bubbles[%d].text".formatted(i), long1);
        }
        var viewer = ConsoleSession.at(WORLD.url());
        viewer.signIn(person(Role.VIEWER), PASSWORD);
        assertThat(viewer.post(here + "/broadcasts/new", form).statusCode()).isEqualTo(403);
        assertThat(ConsoleSession.at(WORLD.url())
                        .post(here + "/broadcasts/new", form)
                        .statusCode())
                .isEqualTo(303);
        assertThat(session.post("/settings/me", form).statusCode()).isEqualTo(413);
        assertThat(session.post(here + "/broadcasts/new", form).statusCode()).isEqualTo(303);
        assertThat(kept().at("/message/bubbles/4/text").asString("")).isEqualTo(long1);
    }

    private static InputStream part(byte[] video, int filling) {
        var head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n\r\n";
        // a box that players skip
        var box = ByteBuffer.allocate(8)
                .putInt(8 + filling)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .array();
        return Stream.of(
                        bytes(head),
                        new ByteArrayInputStream(video),
                        new ByteArrayInputStream(box),
                        new ByteArrayInputStream(new byte[filling]),
                        bytes("\r\n--b--\r\n"))
                .<InputStream>map(each -> each)
                .reduce(SequenceInputStream::new)
                .orElseThrow();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aVideoOfMoreThanOtherFilesMayHaveIsTakenFromOperatorsAlone() {
        var headers = Map.of("Content-Type", "multipart/form-data; boundary=b", "X-Media-Video", "true");
        var path = here + "/messages/media/stream";
        var video = MediaFiles.mp4(640, 360, 1_000);
        var taken = session.send("POST", path, BodyPublishers.ofInputStream(() -> part(video, 83 << 20)), headers);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(taken.body()).contains("640×360").doesNotContain("refused");
        var viewer = ConsoleSession.at(WORLD.url());
        viewer.signIn(person(Role.VIEWER), PASSWORD);
        for (var sender : List.of(viewer, ConsoleSession.at(WORLD.url()))) {
            assertThat(sender.send("POST", path, BodyPublishers.ofInputStream(() -> part(video, 1_000)), headers)
                            .statusCode())
                    .isIn(303, 403);
        }
    }
}

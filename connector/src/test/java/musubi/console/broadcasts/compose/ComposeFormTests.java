package musubi.console.broadcasts.compose;

import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

/** The form as a browser without scripts sends it. */
class ComposeFormTests {

    private static final String PASSWORD = "long enough to be taken";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final String here = "/connections/" + connection.id();
    private final ConsoleSession session = ConsoleSession.at(WORLD.url());

    @BeforeEach
    void signIn() {
        session.signIn(person(Role.OPERATOR, Scope.all(Role.OPERATOR)), PASSWORD);
    }

    private static String person(Role role, Scope scope) {
        var email = UUID.randomUUID() + "@example.com";
        WORLD.bean(People.class).create(email, role.name(), PASSWORD, scope, Language.EN);
        return email;
    }

    private Map<String, String> form(String... fields) {
        var form = new LinkedHashMap<String, String>();
        for (var i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }

    private JsonNode saved(String name, String... fields) {
        var form = form(fields);
        form.put("name", name);
        form.put("act", "save");
        var answer = session.post(here + "/messages/new", form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        var all = json(WORLD.api("GET", "/api" + here + "/messages", null)).path("items");
        return all.valueStream()
                .filter(message -> message.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow()
                .at("/bubbles/0");
    }

    @Test
    void eachKindThatNeedsNoPictureIsSaved() {
        assertThat(saved("text", "bubbles[0].type", "text", "bubbles[0].text", "a\r\nb")
                        .path("text")
                        .asString(""))
                .isEqualTo("a\nb");
        var buttons = saved(
                "buttons",
                "bubbles[0].type",
                "buttons",
                "bubbles[0].title",
                "",
                "bubbles[0].text",
                "Which?",
                "bubbles[0].actions[0].type",
                "postback",
                "bubbles[0].actions[0].label",
                "This",
                "bubbles[0].actions[0].value",
                "a=b",
                "bubbles[0].actions[1].type",
                "message",
                "bubbles[0].actions[1].label",
                "That",
                "bubbles[0].actions[1].value",
                "That one");
        assertThat(buttons.at("/actions/0/data").asString("")).isEqualTo("a=b");
        assertThat(buttons.at("/actions/1/text").asString("")).isEqualTo("That one");
        var cards = saved(
                "cards",
                "bubbles[0].type",
                "cards",
                "bubbles[0].cards[0].text",
                "One",
                "bubbles[0].cards[0].actions[0].type",
                "uri",
                "bubbles[0].cards[0].actions[0].label",
                "Look",
                "bubbles[0].cards[0].actions[0].value",
                "https://www.example.com/",
                "bubbles[0].cards[1].text",
                "Two",
                "bubbles[0].cards[1].actions[0].type",
                "uri",
                "bubbles[0].cards[1].actions[0].label",
                "Look",
                "bubbles[0].cards[1].actions[0].value",
                "https://www.example.com/2");
        assertThat(cards.path("cards").size()).isEqualTo(2);
        saved("sticker", "bubbles[0].type", "sticker", "bubbles[0].packageId", "446", "bubbles[0].stickerId", "1988");
        saved("coupon", "bubbles[0].type", "coupon", "bubbles[0].couponId", "01JYNW8JMQVFBNWF1APF8Z3FS7");
        var flex = saved(
                "flex",
                "bubbles[0].type",
                "flex",
                "bubbles[0].altText",
                "Sale",
                "bubbles[0].contents",
                "{\"type\":\"bubble\",\"body\":{\"type\":\"box\",\"layout\":\"vertical\",\"contents\":[{\"type\":\"text\",\"text\":\"Hi\"}]}}");
        assertThat(flex.at("/contents/body/contents/0/text").asString("")).isEqualTo("Hi");
        saved("json", "bubbles[0].type", "json", "bubbles[0].message", "{\"type\":\"text\",\"text\":\"Hi\"}");
    }

    private String medium(byte[] file) throws IOException {
        return WORLD.bean(Media.class)
                .add(UUID.fromString(connection.id()), file.length, new ByteArrayInputStream(file))
                .id()
                .toString();
    }

    @Test
    void pictureRichAndVideoAreSavedWithMediaOfTheLibrary() throws Exception {
        var picture = medium(MediaFiles.jpeg(640, 480));
        var video = medium(MediaFiles.mp4(640, 360, 1_000));
        var image = saved("image", "bubbles[0].type", "image", "bubbles[0].mediaId", picture, "bubbles[0].link", "");
        assertThat(image.path("mediaId").asString("")).isEqualTo(picture);
        var rich = saved(
                "rich",
                "bubbles[0].type",
                "rich",
                "bubbles[0].mediaId",
                picture,
                "bubbles[0].altText",
                "Menu",
                "bubbles[0].template",
                "TWO_COLUMNS",
                "bubbles[0].actions[0].type",
                "uri",
                "bubbles[0].actions[0].value",
                "https://www.example.com/",
                "bubbles[0].actions[1].type",
                "message",
                "bubbles[0].actions[1].value",
                "Hello");
        assertThat(rich.path("actions").size()).isEqualTo(2);
        saved("video", "bubbles[0].type", "video", "bubbles[0].mediaId", video, "bubbles[0].previewMediaId", picture);
        var choose = form("bubbles[0].type", "image", "act", "choose:bubbles[0].mediaId");
        var chosen = session.post(here + "/messages/new", choose);
        assertThat(chosen.body()).contains("take:bubbles[0].mediaId=" + picture).doesNotContain("=" + video);
        var taken = session.post(
                here + "/messages/new", form("bubbles[0].type", "image", "act", "take:bubbles[0].mediaId=" + picture));
        assertThat(taken.body()).contains("/m/" + picture + "/preview");
    }

    @Test
    void aMistakeInJsonIsToldAtItsLineAndWhatWasWrittenStays() {
        var answer = session.post(
                here + "/messages/new",
                form(
                        "act", "save",
                        "name", "flex",
                        "bubbles[0].type", "flex",
                        "bubbles[0].altText", "Sale",
                        "bubbles[0].contents", "{\n \"type\": \"bubble\",\n oops\n}"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Line 3:").contains(" oops");
    }

    @Test
    void buttonsAddMoveAndRemoveWithoutScripts() {
        var begun = form("bubbles[0].type", "text", "bubbles[0].text", "first", "act", "bubble:cards");
        assertThat(session.post(here + "/broadcasts/new", begun).body())
                .contains("bubbles[1].cards[0].actions[0].value")
                .contains("first</textarea>");
        var two = form(
                "bubbles[0].type", "text",
                "bubbles[0].text", "first",
                "bubbles[1].type", "text",
                "bubbles[1].text", "second",
                "act", "up:bubbles[1]");
        var moved = session.post(here + "/broadcasts/new", two).body();
        assertThat(moved.indexOf("second</textarea>")).isLessThan(moved.indexOf("first</textarea>"));
        two.put("act", "remove:bubbles[0]");
        assertThat(session.post(here + "/broadcasts/new", two).body()).doesNotContain("first</textarea>");
        two.put("act", "preview");
        assertThat(session.post(here + "/broadcasts/new", two).body()).contains("phone-text");
    }

    @Test
    void nonsenseChangesNothing() {
        for (var act : new String[] {
            "up:bubbles[9]",
            "up:",
            "remove:x",
            "take:",
            "take:x=y",
            "more:bubbles",
            "list:x",
            "choose:",
            "preview:-1",
            "oops"
        }) {
            var form = form(
                    "bubbles[0].type", "nonsense", "bubbles[70].type", "text", "bubbles[0].actions", "x", "act", act);
            assertThat(session.post(here + "/broadcasts/new", form).statusCode())
                    .as(act)
                    .isEqualTo(200);
        }
    }

    @Test
    void viewersAndNeighboursAreKeptOut() {
        var neighbour = ConsoleSession.at(WORLD.url());
        var other = UUID.fromString(WORLD.connect().id());
        neighbour.signIn(person(Role.OPERATOR, new Scope(Role.OPERATOR, false, Set.of(other))), PASSWORD);
        var viewer = ConsoleSession.at(WORLD.url());
        viewer.signIn(person(Role.VIEWER, Scope.all(Role.VIEWER)), PASSWORD);
        for (var path : new String[] {"/broadcasts/new", "/broadcasts/properties", "/messages", "/messages/new"}) {
            assertThat(neighbour.get(here + path).statusCode()).as(path).isEqualTo(404);
            assertThat(viewer.get(here + path).statusCode()).as(path).isEqualTo(403);
        }
        var message = saved("theirs", "bubbles[0].type", "text", "bubbles[0].text", "mine");
        assertThat(message.path("text").asString("")).isEqualTo("mine");
        var draft = draft();
        var messageId = json(WORLD.api("GET", "/api" + here + "/messages", null))
                .at("/items/0/id")
                .asString("");
        var form =
                form("act", "save", "name", "x", "title", "x", "bubbles[0].type", "text", "bubbles[0].text", "theirs");
        for (var path : new String[] {
            here + "/broadcasts/new",
            here + "/messages/new",
            here + "/messages/" + messageId,
            here + "/messages/" + messageId + "/delete",
            "/broadcasts/" + draft + "/edit",
            "/broadcasts/" + draft + "/test/people"
        }) {
            assertThat(neighbour.post(path, form).statusCode()).as(path).isEqualTo(404);
            assertThat(viewer.post(path, form).statusCode()).as(path).isEqualTo(403);
            assertThat(neighbour.get("/broadcasts/" + draft + "/test").statusCode())
                    .isEqualTo(404);
            assertThat(viewer.get("/broadcasts/" + draft + "/test").statusCode())
                    .isEqualTo(403);
        }
        assertThat(json(WORLD.api("GET", "/api/broadcasts/" + draft, null))
                        .at("/message/bubbles/0/text")
                        .asString(""))
                .isEqualTo("draft");
        assertThat(json(WORLD.api("GET", "/api/messages/" + messageId, null))
                        .at("/bubbles/0/text")
                        .asString(""))
                .isEqualTo("mine");
    }

    private String draft() {
        var answer = WORLD.api(
                "POST",
                "/api" + here + "/broadcasts",
                Map.of(
                        "title",
                        "draft",
                        "message",
                        Map.of("bubbles", List.of(Map.of("type", "text", "text", "draft"))),
                        "audience",
                        Map.of("allFriends", true)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asString("");
    }
}

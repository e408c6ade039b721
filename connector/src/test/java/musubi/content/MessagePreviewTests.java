package musubi.content;

import static musubi.content.MessageCalls.codes;
import static musubi.content.MessageCalls.errors;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.WatchedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a person would get, with their values as HubSpot has them now. */
class MessagePreviewTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final String NAME = "勅使河原";

    private final TestConnection connection = WORLD.connect(
            WORLD.hubspot()
                    .addPortal(PortalOptions.defaults().callsPerTenSeconds(0).timeZone(ZoneId.of("Asia/Tokyo"))),
            Map.of());
    private final MessageCalls calls = new MessageCalls(WORLD, connection);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
    }

    private Optional<String> contact(Map<String, String> values) {
        var all = new HashMap<>(values);
        all.putIfAbsent("email", "teshigawara@example.com");
        return Optional.of(String.valueOf(connection.portal().createContact(all).id()));
    }

    private static String shownText(JsonNode preview) {
        return preview.path("lineMessages").path(0).path("text").asString("");
    }

    @Test
    void valuesOfAPersonAreFilledIn() {
        var shown = calls.shown("{{ contact.lastname }}様", contact(Map.of("lastname", NAME)));
        assertThat(shownText(shown)).isEqualTo(NAME + "様");
        assertThat(shown.path("missing").size()).isZero();
        assertThat(codes(shown)).containsExactly("NO_DEFAULT");
    }

    @Test
    void forNobodyTheWordsOfTheMessageItselfStandThere() {
        var shown = TestWorld.json(WORLD.api(
                "POST",
                calls.path() + "/preview",
                Map.of(
                        "message",
                        Map.of(
                                "bubbles",
                                List.of(Map.of(
                                        "type",
                                        "text",
                                        "text",
                                        "{{ contact.lastname|default('お客', true) }}様 {{ contact.firstname }}"))))));
        assertThat(shownText(shown)).isEqualTo("お客様 ");
        assertThat(shown.path("missing").toString()).isEqualTo("[\"firstname\"]");
    }

    @Test
    void whatIsMissingIsNamedAndTheRestIsShown() {
        var shown = calls.shown("{{ contact.lastname }}様", contact(Map.of("firstname", "A")));
        assertThat(shownText(shown)).isEqualTo("様");
        assertThat(shown.path("missing").toString()).isEqualTo("[\"lastname\"]");
    }

    @Test
    void choicesAreShownByTheirLabelsAndTimesInThePortalsZone() {
        calls.aPropertyWithChoices();
        connection
                .portal()
                .addProperty(PropertyDefinition.custom("visit", "来店", "datetime", "date", "contactinformation"));
        var contact = contact(Map.of("plan", "gold", "visit", "2026-11-24T15:30:00Z"));
        var text = "{{ contact.plan }} {{ contact.visit }}{% if contact.plan == \\u0027gold\\u0027 %}!{% endif %}";
        assertThat(shownText(calls.shown(text, contact))).isEqualTo("ゴールド 2026年11月25日 0:30!");
        WORLD.api("PATCH", "/api/connections/" + connection.id(), Map.of("options", Map.of("language", "en")));
        assertThat(shownText(calls.shown(text, contact)).replace('\u202f', ' '))
                .isEqualTo("ゴールド November 25, 2026, 12:30 AM!");
    }

    @Test
    void linksAreNumbered() {
        var shown =
                calls.shown("https://example.com/a https://example.com/?n={{ contact.lastname }}", Optional.empty());
        assertThat(shown.path("links").toString()).isEqualTo("""
                [{"number":1,"url":"https://example.com/a"},\
                {"number":2,"url":"https://example.com/?n={{ contact.lastname }}"}]""");
    }

    @Test
    void whatIsWrongIsAmongTheProblemsAndNothingIsShown() {
        var shown = TestWorld.json(calls.preview("{'bubbles': [{'type': 'text'}, {'type': 'txt'}]}", Optional.empty()));
        assertThat(shown.path("lineMessages").size()).isZero();
        assertThat(codes(shown)).containsExactly("MISSING", "UNKNOWN");
        assertThat(shown.path("problems").path(1).path("field").asString("")).isEqualTo("bubbles[1].type");
        assertThat(codes(TestWorld.json(WORLD.api("POST", calls.path() + "/preview", Map.of()))))
                .containsExactly("MISSING");
    }

    @Test
    void whatLineRefusesIsToldInItsWordsWithOurField() {
        var shown = TestWorld.json(
                calls.preview("{'bubbles': [{'type': 'json', 'message': {'type': 'location'}}]}", Optional.empty()));
        assertThat(codes(shown)).contains("LINE_REFUSES");
        assertThat(shown.path("problems").path(0).path("field").asString("")).isEqualTo("bubbles[0].message.title");
        assertThat(shown.path("problems").path(0).path("detail").asString("")).contains("May not be empty");
    }

    @Test
    void aValueThatIsTooLongIsNotRepeated() {
        var contact = contact(Map.of("lastname", NAME.repeat(11)));
        var answer = calls.preview("""
                {'bubbles': [{'type': 'buttons', 'text': 'A', 'title': '{{ contact.lastname }}',
                              'actions': [{'type': 'message', 'label': 'B', 'text': 'C'}]}]}""", contact);
        assertThat(codes(TestWorld.json(answer))).contains("TOO_LONG_FOR_PERSON");
        assertThat(answer.body()).doesNotContain(NAME);
    }

    @Test
    void aContactThatIsNotThereIsRefused() {
        for (var id : List.of("999999999", "x", "1 or 1", "9".repeat(200))) {
            var refused =
                    calls.preview("{'bubbles': [{'type': 'text', 'text': '{{ contact.lastname }}'}]}", Optional.of(id));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(errors(refused)).containsExactly("contactId NO_SUCH_CONTACT");
        }
    }

    @Test
    void hubSpotIsAskedForWhatTheMessageNamesAlone() {
        var contact = contact(Map.of("lastname", NAME));
        var before = connection.portal().traffic().calls("POST contacts/batch/read");
        calls.shown("A", contact);
        assertThat(connection.portal().traffic().calls("POST contacts/batch/read"))
                .isEqualTo(before);
        calls.shown("{{ contact.lastname }}", contact);
        assertThat(connection.portal().traffic().calls("POST contacts/batch/read"))
                .isEqualTo(before + 1);
    }

    @Test
    void aHubSpotThatIsAwayIsSaid() {
        var contact = contact(Map.of("lastname", NAME));
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/batch/read", 50, 500, "{}"));
        var answer = calls.preview("{'bubbles': [{'type': 'text', 'text': '{{ contact.lastname }}'}]}", contact);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain(NAME);
    }

    @Test
    void noValueOfAPersonIsLogged() {
        var contact = contact(Map.of("lastname", NAME));
        try (var log = WatchedLog.open()) {
            calls.shown(
                    "{{ contact.lastname|format_date }}{{ contact.lastname / 0 }}{{ contact.lastname|abs }}", contact);
            assertThat(String.join("\n", log.messages())).doesNotContain(NAME);
        }
    }
}

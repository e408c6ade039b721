package musubi.hubspotapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.testing.AppWorld;
import musubi.workflow.ExecutionReason;
import musubi.workflow.ExecutionStatus;
import musubi.workflow.Outcome;
import musubi.workflow.WhenQuiet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The files of the workflow actions fit what the connector takes and tells. */
class WorkflowActionFilesTests {

    /** The inputs, the options and the outputs of the file are those of the code, each with its words in both languages. */
    @Test
    void sendMessageIsWhatTheConnectorTakesAndTells() {
        var action = HubSpotProject.read("oauth").action("musubi-send-message");
        assertThat(action.at("/config/actionUrl").asString())
                .isEqualTo(AppWorld.PUBLIC + "/hubspot/actions/send-message");
        var inputs = action.at("/config/inputFields");
        assertThat(names(inputs)).containsExactly("connection", "message", "text", "quietHours", "transactional");
        assertThat(options(inputs, "quietHours")).containsExactly(names(WhenQuiet.values()));
        var outputs = action.at("/config/outputFields");
        assertThat(names(outputs)).containsExactly("status", "reason", "sentAt");
        assertThat(options(outputs, "status"))
                .containsExactly(names(ExecutionStatus.ofMessages().toArray(ExecutionStatus[]::new)));
        assertThat(new Outcome(ExecutionStatus.SENT, Optional.of(ExecutionReason.QUOTA), Optional.of(Instant.EPOCH))
                        .outputs())
                .containsOnlyKeys(names(outputs));
        for (var language : List.of("en", "ja")) {
            var labels = action.at("/config/labels/" + language);
            assertThat(labels.path("inputFieldLabels").propertyNames()).containsExactlyElementsOf(names(inputs));
            assertThat(labels.path("outputFieldLabels").propertyNames()).containsExactlyElementsOf(names(outputs));
            for (var field : List.of("quietHours", "transactional")) {
                assertThat(labels.path("inputFieldOptionLabels").path(field).propertyNames())
                        .containsExactlyElementsOf(options(inputs, field));
            }
        }
    }

    @Test
    void theActionOfScenariosIsWhatTheConnectorTakesAndTells() {
        var action = HubSpotProject.read("oauth").action("musubi-update-scenario");
        assertThat(action.at("/config/actionUrl").asString()).isEqualTo(AppWorld.PUBLIC + "/hubspot/actions/scenario");
        var inputs = action.at("/config/inputFields");
        assertThat(names(inputs)).containsExactly("scenario", "do");
        assertThat(options(inputs, "do")).containsExactly("ADD", "REMOVE");
        assertThat(inputs.path(0).at("/typeDefinition/optionsUrl").asString())
                .isEqualTo(AppWorld.PUBLIC + "/hubspot/actions/options/scenarios");
        var outputs = action.at("/config/outputFields");
        assertThat(names(outputs)).containsExactly("status", "reason");
        assertThat(options(outputs, "status"))
                .containsExactly(names(ExecutionStatus.ofScenarios().toArray(ExecutionStatus[]::new)));
        for (var language : List.of("en", "ja")) {
            var labels = action.at("/config/labels/" + language);
            assertThat(labels.path("inputFieldLabels").propertyNames()).containsExactlyElementsOf(names(inputs));
            assertThat(labels.path("outputFieldLabels").propertyNames()).containsExactlyElementsOf(names(outputs));
            assertThat(labels.path("inputFieldOptionLabels").path("do").propertyNames())
                    .containsExactlyElementsOf(options(inputs, "do"));
        }
    }

    /** No status is of neither action. */
    @Test
    void eachStatusIsAnOptionOfAnAction() {
        assertThat(Stream.concat(ExecutionStatus.ofMessages().stream(), ExecutionStatus.ofScenarios().stream())
                        .distinct())
                .containsExactlyInAnyOrder(ExecutionStatus.values());
    }

    private static List<String> names(JsonNode fields) {
        return fields.valueStream()
                .map(field -> field.at("/typeDefinition/name").asString())
                .toList();
    }

    private static String[] names(Enum<?>... values) {
        return Stream.of(values).map(Enum::name).toArray(String[]::new);
    }

    private static List<String> options(JsonNode fields, String name) {
        return fields.valueStream()
                .map(field -> field.path("typeDefinition"))
                .filter(type -> type.path("name").asString("").equals(name))
                .flatMap(type -> type.path("options").valueStream())
                .map(option -> option.path("value").asString())
                .toList();
    }
}

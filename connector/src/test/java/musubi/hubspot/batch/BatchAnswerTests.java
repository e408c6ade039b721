package musubi.hubspot.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import musubi.hubspot.ContactRow;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.RowOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Only what HubSpot says is known: what it leaves out is neither there nor not there. */
class BatchAnswerTests {

    private static final List<String> ASKED = List.of("Ua", "Ub", "Uc");

    @Test
    void oneIsFoundOneIsAbsentAndOneIsUnknown() {
        var read = read("""
                {"status":"COMPLETE","results":[{"id":"7","properties":{"line_user_id":"Ua","email":null,"x":"1"}}],
                 "errors":[{"status":"error","category":"OBJECT_NOT_FOUND","context":{"ids":["ub"]}}]}""");
        assertThat(Objects.requireNonNull(read.found().get("Ua")).id()).isEqualTo("7");
        assertThat(read.absent()).containsExactly("Ub");
        assertThat(read.covers("Uc")).isFalse();
        assertThat(Objects.requireNonNull(read.found().get("Ua")).covers("email"))
                .isTrue();
        assertThat(Objects.requireNonNull(read.found().get("Ua")).covers("line_id_sync_date"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_ERROR", "RATE_LIMITS", "VALIDATION_ERROR", ""})
    void anErrorOfAnotherKindSaysNothingOfTheContact(String category) {
        var read = read("""
                {"results":[{"id":"7","properties":{"line_user_id":"Ua"}}],
                 "errors":[{"status":"error","category":"%s","context":{"ids":["Ub","Uc"]}}]}""".formatted(category));
        assertThat(read.absent()).isEmpty();
        assertThat(read.found()).containsOnlyKeys("Ua");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\":\"COMPLETE\"}",
                "{\"results\":[]}",
                "{\"results\":null}",
                "{\"results\":[{\"id\":\"1\",\"properties\":{}}]}",
                "\"ok\"",
                "[]"
            })
    void anAnswerThatSaysNothingOfAnyIsTriedAgain(String body) {
        assertThatExceptionOfType(HubSpotException.class)
                .isThrownBy(() -> read(body))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HubSpotException.Kind.RETRY));
    }

    @Test
    void aContactThatWasMergedIsFoundByItsFormerIds() {
        var read = BatchReadAnswer.contacts("read", "hs_object_id", List.of("1", "2", "3"), json("""
                {"results":[{"id":"9","properties":{"hs_merged_object_ids":"1;2"}}],
                 "errors":[{"category":"OBJECT_NOT_FOUND","context":{"ids":["3"]}}]}"""));
        assertThat(read.found()).containsOnlyKeys("1", "2");
        assertThat(read.absent()).containsExactly("3");
    }

    @Test
    void aRowThatAWriteDoesNotSpeakOfIsUnknown() {
        var rows = List.of(new ContactRow("1", Map.of()), new ContactRow("2", Map.of()), new ContactRow("3", Map.of()));
        assertThat(BatchWriteAnswer.ofUpdate(rows, json("""
                {"results":[{"id":"2"}],"errors":[{"category":"CONFLICT","context":{"objectWriteTraceId":["0"]}}]}""")))
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(RowOutcome.Refused.class),
                        two -> assertThat(two).isEqualTo(new RowOutcome.Written("2", false)),
                        three -> assertThat(three).isInstanceOf(RowOutcome.Unknown.class));
        assertThat(BatchWriteAnswer.ofCreate(rows, "line_user_id", json("{}")))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(RowOutcome.Unknown.class));
    }

    private static ContactsRead read(String body) {
        return BatchReadAnswer.contacts("read", "line_user_id", ASKED, json(body));
    }

    private static JsonNode json(String body) {
        return JsonMapper.builder().build().readTree(body);
    }
}

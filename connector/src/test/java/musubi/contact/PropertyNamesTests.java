package musubi.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertyNamesTests {

    @Test
    void theSecondAccountOfAPortalHasASerial() {
        var names = PropertyNames.ofSerial(2);
        assertThat(names.of(LineProperty.USER_ID)).isEqualTo("line_user_id_2");
        assertThat(names.labelOf(LineProperty.USER_ID)).isEqualTo("LINE User ID _ 2");
    }

    @Test
    void theFirstAccountHasNone() {
        var names = PropertyNames.ofSerial(1);
        assertThat(names.of(LineProperty.USER_ID)).isEqualTo("line_user_id");
        assertThat(names.labelOf(LineProperty.USER_ID)).isEqualTo("LINE User ID");
    }

    @Test
    void serialsBeginWithOne() {
        assertThatThrownBy(() -> PropertyNames.ofSerial(0)).hasMessage("serial: 0 (expected: 1 or more)");
    }

    @Test
    void anExistingPropertyStandsInThePlaceOfOurs() {
        var names = new PropertyNames(2, Map.of(LineProperty.USER_NAME, "nickname"));
        assertThat(names.all())
                .hasSize(LineProperty.values().length)
                .startsWith("line_user_id_2", "nickname", "line_user_picture_2");
    }

    @Test
    void whatIsReadAreOurPropertiesThatHaveAValue() {
        var names = new PropertyNames(2, Map.of(LineProperty.USER_NAME, "nickname"));
        assertThat(names.read(Map.of(
                        "line_user_id_2", "U1", "nickname", "Sakura", "line_follow_2", "", "line_unanswered", "YES")))
                .isEqualTo(Map.of(LineProperty.USER_ID, "U1", LineProperty.USER_NAME, "Sakura"));
    }
}

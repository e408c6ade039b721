package musubi.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinePropertyTests {

    @Test
    void theKeyIsTheInternalNameInCamelCase() {
        assertThat(LineProperty.USER_ID.key()).isEqualTo("lineUserId");
        assertThat(LineProperty.LAST_REPLY_MESSAGE_ID.key()).isEqualTo("lineLastReplyMessageId");
    }

    @ParameterizedTest
    @EnumSource
    void eachIsFoundByItsKey(LineProperty property) {
        assertThat(LineProperty.byKey(property.key())).contains(property);
    }

    @Test
    void nothingIsFoundByAnotherKey() {
        assertThat(LineProperty.byKey("line_user_id")).isEmpty();
        assertThat(LineProperty.byKey("")).isEmpty();
    }

    /** A pair that does not fit is an error of HubSpot only when a portal is connected. */
    @ParameterizedTest
    @EnumSource
    void theFieldFitsTheTypeAndOnlyAnEnumerationHasOptions(LineProperty property) {
        assertThat(property.fieldType())
                .isIn(
                        switch (property.type()) {
                            case "string" -> new Object[] {"text", "textarea"};
                            case "enumeration" -> new Object[] {"select"};
                            case "date", "datetime" -> new Object[] {"date"};
                            default -> throw new AssertionError(property.type());
                        });
        assertThat(property.options().isEmpty()).isEqualTo(!property.type().equals("enumeration"));
    }

    @Test
    void theOptionsAreTheNamesOfTheValues() {
        assertThat(LineProperty.FOLLOW.options()).containsExactly("NO", "YES");
        assertThat(LineProperty.CONTACT_SOURCE.options())
                .containsExactly("FOLLOW", "MESSAGE", "UNBLOCK", "IMPORT", "HUBSPOT", "LOGIN");
    }

    /** Contacts are found by it, and HubSpot allows few such properties. */
    @Test
    void onlyTheUserIdIsUnique() {
        assertThat(Arrays.stream(LineProperty.values()).filter(LineProperty::unique))
                .containsExactly(LineProperty.USER_ID);
    }
}

package musubi.contact;

import static musubi.contact.TestContacts.FRIEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineUserIdTests {

    @Test
    void anIdIsUAndThirtyTwoHexadecimalDigits() {
        assertThat(LineUserId.parse(FRIEND.value())).contains(FRIEND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "U",
                "0123456789abcdef0123456789abcdef",
                "U0123456789abcdef0123456789abcde",
                "U0123456789abcdef0123456789abcdef0",
                "U0123456789ABCDEF0123456789ABCDEF",
                "u0123456789abcdef0123456789abcdef",
                "C0123456789abcdef0123456789abcdef",
                "U0123456789abcdef0123456789abcdef\n"
            })
    void anythingElseIsRefusedAndNotRepeatedInTheMessage(String value) {
        assertThat(LineUserId.parse(value)).isEmpty();
        assertThatThrownBy(() -> new LineUserId(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a LINE user id: %d characters (expected: U and 32 lower-case hexadecimal digits)"
                        .formatted(value.length()));
    }

    @Test
    void thePlaceholderIsRecognizedInWhateverCaseAndOnlyThatOfThisFriend() {
        assertThat(FRIEND.isPlaceholder("u0123456789abcdef0123456789abcdef@line.me"))
                .isTrue();
        assertThat(FRIEND.isPlaceholder("U0123456789ABCDEF0123456789abcdef@LINE.me"))
                .isTrue();
        assertThat(FRIEND.isPlaceholder(new LineUserId("U" + "0".repeat(32)).placeholderEmail()))
                .isFalse();
        assertThat(FRIEND.isPlaceholder("")).isFalse();
    }

    @Test
    void idsAreInTheOrderOfTheirText() {
        var first = new LineUserId("U" + "0".repeat(32));
        var last = new LineUserId("U" + "f".repeat(32));
        assertThat(first).isLessThan(last);
        assertThat(last).isGreaterThan(first);
        assertThat(FRIEND).isEqualByComparingTo(new LineUserId(FRIEND.value()));
    }
}

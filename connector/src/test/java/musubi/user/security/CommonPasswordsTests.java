package musubi.user.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import musubi.user.UserRefusedException;
import musubi.user.UserRefusedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1q2w3e4r5t6y",
                "QwertyUiop123",
                "Password1234",
                "passwordpassword",
                "PasswordPassword2026!",
                "iloveyou!!!!",
                "123456789012"
            })
    void whatIsGuessedFirstIsRefusedInAnyCase(String password) {
        assertThatThrownBy(() -> Passwords.check(password, "hanako@example.com"))
                .isInstanceOfSatisfying(
                        UserRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.PASSWORD_COMMON));
    }

    @Test
    void whatOnlyHasACommonWordInItIsTaken() {
        Passwords.check("dragon above the old bridge", "hanako@example.com");
        Passwords.check("long enough to be taken", "hanako@example.com");
        Passwords.check("長いパスワードを選びます一", "hanako@example.com");
    }
}

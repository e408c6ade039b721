package musubi.console.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import musubi.sync.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody meets a failure without words. */
class ReasonWordsTests {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void eachReasonHasWordsInBothLanguages(Reason reason) {
        for (var locale : List.of(Locale.ROOT, Locale.ENGLISH)) {
            var words = ResourceBundle.getBundle(
                    "messages/failures", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
            for (var kind : List.of("short", "reason", "advice", "lost")) {
                assertThat(words.getString("failures.%s.%s".formatted(kind, reason)))
                        .as(locale + " " + kind)
                        .isNotBlank();
            }
        }
    }
}

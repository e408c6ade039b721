package musubi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.line.LineFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Refusals and LINE's failures are codes with arguments; each has a text with its arguments in it, in both languages. */
class RefusalTextsTests {

    private final ResourceBundleMessageSource messages = messages();

    private static ResourceBundleMessageSource messages() {
        var source = new ResourceBundleMessageSource();
        source.setBasenames("messages/problems");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    private List<String> inBothLanguages(MessageSourceResolvable text) {
        var texts = Stream.of(Locale.JAPANESE, Locale.ENGLISH)
                .map(locale -> messages.getMessage(text, locale))
                .toList();
        assertThat(texts).allSatisfy(each -> assertThat(each).isNotBlank().doesNotContain("{", "}", "''"));
        return texts;
    }

    private String english(RefusalCode code, Object... arguments) {
        return messages.getMessage(new Refusal(Reason.REFUSED, "name", code, arguments).text(), Locale.ENGLISH);
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void eachRefusalHasATextWithItsArguments(RefusalCode code) {
        var arguments = IntStream.range(0, code.arguments())
                .mapToObj(at -> "argument" + at)
                .toArray();
        var texts = inBothLanguages(new Refusal(Reason.REFUSED, "name", code, arguments).text());
        assertThat(texts)
                .allSatisfy(each -> assertThat(arguments).allMatch(argument -> each.contains(argument.toString())));
        if (code != RefusalCode.LINE_FAILED) {
            assertThat(texts).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(LineFailure.Code.class)
    void eachFailureOfLineHasAText(LineFailure.Code code) {
        assertThat(inBothLanguages(new LineFailure(code, 418, "line.example").text()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFailureOfLineIsTheTextOfItsRefusal() {
        assertThat(english(
                        RefusalCode.LINE_FAILED, new LineFailure(LineFailure.Code.LOGIN_CHANNEL_REFUSED, 401).text()))
                .isEqualTo(
                        "LINE does not accept the Login channel's ID and secret. Compare them with the Basic settings tab of"
                                + " the LINE Login channel in the LINE Developers console.");
        assertThat(english(
                        RefusalCode.LINE_FAILED,
                        new LineFailure(LineFailure.Code.UNKNOWN_HOST, 0, "api.line.example").text()))
                .isEqualTo(
                        "LINE cannot be reached at api.line.example: there is no host of that name. Check the network, a"
                                + " proxy, and musubi.line.api-base-url.");
    }

    @Test
    void textsWithinATextAreInItsLanguage() {
        var difference = new DefaultMessageSourceResolvable("refusal.difference.NOT_UNIQUE");
        assertThat(english(RefusalCode.MAPPED_PROPERTY_UNSUITABLE, "line_user_id", difference))
                .isEqualTo(
                        "The contact property line_user_id exists in HubSpot, but allows two contacts the same value (needed:"
                                + " unique values). Name another one.");
    }

    @Test
    void aRefusalHasAsManyArgumentsAsItsCode() {
        assertThatThrownBy(() -> new Refusal(Reason.INVALID, "name", RefusalCode.NAME_LENGTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NAME_LENGTH has 0 arguments (expected: 1)");
    }
}

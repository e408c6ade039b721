package musubi.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.friends.BadLine;
import musubi.friends.ImportProblem;
import musubi.line.LineFailure;
import musubi.testing.CompiledClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Problems are stored and compared as codes with arguments; each has its words, with its arguments in them, in both languages. */
class ProblemTextsTests {

    /** Three words or more. */
    private static final Pattern SENTENCE = Pattern.compile("[A-Z][a-z'’]+ [A-Za-z'’]+ .*", Pattern.DOTALL);

    private static final Pattern COMPARISON =
            Pattern.compile(".*\\.(equals|startsWith|endsWith|contains|containsKey|matches|compile|entry)");

    private final ResourceBundleMessageSource messages = messages();

    private static ResourceBundleMessageSource messages() {
        var source = new ResourceBundleMessageSource();
        source.setBasenames("messages/problems", "messages/imports");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    private void assertWords(MessageSourceResolvable text, List<String> arguments) {
        var words = List.of(Locale.JAPANESE, Locale.ENGLISH).stream()
                .map(locale -> messages.getMessage(text, locale))
                .toList();
        assertThat(words).doesNotHaveDuplicates().allSatisfy(each -> {
            assertThat(each).isNotBlank().doesNotContain("{", "}");
            assertThat(arguments).allMatch(each::contains);
        });
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void eachProblemOfAConnectionHasWordsWithItsArguments(ProblemCode code) {
        var plain = new ArrayList<String>();
        var arguments = new ArrayList<String>();
        for (var prefix : code.prefixes()) {
            arguments.add(prefix.isEmpty() ? "argument" + arguments.size() : LineFailure.Kind.LIMITED.name());
            if (prefix.isEmpty()) {
                plain.add(arguments.getLast());
            }
        }
        var problem = new Problem(code, arguments);
        assertWords(problem.title(), List.of());
        assertWords(problem.detail(), plain);
    }

    @ParameterizedTest
    @EnumSource(ImportProblem.Code.class)
    void eachProblemOfAnImportHasWords(ImportProblem.Code code) {
        var arguments = code == ImportProblem.Code.LINE_AWAY ? List.of("UNREACHABLE") : List.<String>of();
        assertWords(new ImportProblem(code, arguments).text(), List.of());
    }

    @ParameterizedTest
    @EnumSource(BadLine.Kind.class)
    void eachKindOfBadLineHasWords(BadLine.Kind kind) {
        assertWords(new BadLine(1, kind, 17).message(), List.of());
    }

    @Test
    void theGuideTellsOfEachProblem() throws IOException {
        var guide = Files.readString(Path.of("../docs/connect.md"));
        var table = guide.substring(guide.indexOf("| title |"));
        var titles = Pattern.compile("(?m)^\\| ([^|]+) \\|")
                .matcher(table.substring(0, table.indexOf("\n\n")))
                .results()
                .map(row -> row.group(1))
                .filter(title -> !title.equals("title"))
                .collect(Collectors.toSet());
        assertThat(Arrays.stream(ProblemCode.values())
                        .map(code -> messages.getMessage("problem.%s.title".formatted(code), null, Locale.ENGLISH)))
                .containsExactlyInAnyOrderElementsOf(titles);
    }

    /** What a platform says in English alone is compared in the module of the platform, and nowhere else. */
    @Test
    void nothingOfOursIsKnownByItsSentence() {
        assertThat(CompiledClass.in("musubi"))
                .filteredOn(each -> !each.name().startsWith("musubi.hubspot.")
                        && !each.name().startsWith("musubi.line."))
                .flatExtracting(CompiledClass::calls)
                .filteredOn(call -> COMPARISON.matcher(call.member()).matches())
                .flatExtracting(CompiledClass.Call::strings)
                .noneMatch(text -> SENTENCE.matcher(text).matches());
    }
}

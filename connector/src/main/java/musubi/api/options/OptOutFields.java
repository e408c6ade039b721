package musubi.api.options;

import java.util.List;
import java.util.Optional;
import musubi.api.InvalidParameterException;
import musubi.connection.Options;
import musubi.connection.OptionsChange;
import musubi.contact.OptOutWords;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a request about how friends stop messages; what is left out stays as it is. */
public final class OptOutFields {

    private OptOutFields() {}

    /**
     * What changes.
     *
     * @param outAnswer JSON's null: the default
     * @param inAnswer likewise
     * @throws InvalidParameterException when one cannot be that
     */
    public static OptionsChange.OptOut change(
            @Nullable List<@Nullable String> outWords,
            @Nullable List<@Nullable String> inWords,
            @Nullable JsonNode outAnswer,
            @Nullable JsonNode inAnswer) {
        var out = words("options.optOutWords", outWords);
        var in = words("options.optInWords", inWords);
        if (out.isPresent()
                && in.isPresent()
                && !new OptOutWords(out.get(), in.get()).ambiguous().isEmpty()) {
            throw new InvalidParameterException("options.optInWords", "rest.invalid.optOutWords.both");
        }
        return new OptionsChange.OptOut(
                out, in, answer("options.optOutAnswer", outAnswer), answer("options.optInAnswer", inAnswer));
    }

    private static Optional<List<String>> words(String field, @Nullable List<@Nullable String> given) {
        if (given == null) {
            return Optional.empty();
        }
        if (given.size() > OptOutWords.MAX_WORDS
                || !given.stream().allMatch(word -> word != null && OptOutWords.isWord(word))) {
            throw new InvalidParameterException(
                    field, "rest.invalid.optOutWords", OptOutWords.MAX_WORDS, OptOutWords.MAX_LENGTH);
        }
        return Optional.of(given.stream().map(String::valueOf).toList());
    }

    private static Optional<Optional<String>> answer(String field, @Nullable JsonNode given) {
        if (given == null) {
            return Optional.empty();
        }
        if (given.isNull()) {
            return Optional.of(Optional.empty());
        }
        if (!given.isString() || !Options.OptOut.isAnswer(given.asString())) {
            throw new InvalidParameterException(field, "rest.invalid.optOutAnswer", Options.OptOut.MAX_ANSWER);
        }
        return Optional.of(Optional.of(given.asString().strip()));
    }
}

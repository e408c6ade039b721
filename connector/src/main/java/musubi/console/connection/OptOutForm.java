package musubi.console.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.connection.Options;
import musubi.connection.OptionsChange;
import musubi.contact.OptOutWords;

/** What an admin entered for how friends stop messages, as it was entered; a word in each line. */
record OptOutForm(String outWords, String inWords, String outAnswer, String inAnswer) {

    /** Browsers send lines with a carriage return. */
    OptOutForm {
        outWords = lines(outWords);
        inWords = lines(inWords);
        outAnswer = lines(outAnswer);
        inAnswer = lines(inAnswer);
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").strip();
    }

    static OptOutForm of(Options.OptOut options) {
        return new OptOutForm(
                String.join("\n", options.words().out()),
                String.join("\n", options.words().in()),
                options.answer(true),
                options.answer(false));
    }

    /** By field, the key of the text that says what is wrong with it. */
    Map<String, String> refused() {
        var refused = new LinkedHashMap<String, String>();
        if (!areWords(words(outWords))) {
            refused.put("outWords", "connection.optOut.words.refused");
        }
        if (!areWords(words(inWords))) {
            refused.put("inWords", "connection.optOut.words.refused");
        } else if (!entered().ambiguous().isEmpty()) {
            refused.put("inWords", "connection.optOut.words.both");
        }
        if (!Options.OptOut.isAnswer(outAnswer)) {
            refused.put("outAnswer", "connection.optOut.answer.refused");
        }
        if (!Options.OptOut.isAnswer(inAnswer)) {
            refused.put("inAnswer", "connection.optOut.answer.refused");
        }
        return refused;
    }

    private static boolean areWords(List<String> words) {
        return words.size() <= OptOutWords.MAX_WORDS && words.stream().allMatch(OptOutWords::isWord);
    }

    private static List<String> words(String lines) {
        return lines.lines().filter(line -> !line.isBlank()).toList();
    }

    private OptOutWords entered() {
        return new OptOutWords(words(outWords), words(inWords));
    }

    /**
     * Where nothing is refused. An answer that was left as the default goes on to name the words, whichever they are then.
     *
     * @param before what the form was filled with
     */
    OptionsChange.OptOut change(Options.OptOut before) {
        return new OptionsChange.OptOut(
                Optional.of(words(outWords)),
                Optional.of(words(inWords)),
                Optional.of(answer(outAnswer, before, true)),
                Optional.of(answer(inAnswer, before, false)));
    }

    private Optional<String> answer(String given, Options.OptOut before, boolean optedOut) {
        return given.equals(Options.OptOut.defaultAnswer(before.words(), optedOut))
                        || given.equals(Options.OptOut.defaultAnswer(entered(), optedOut))
                ? Optional.empty()
                : Optional.of(given);
    }
}

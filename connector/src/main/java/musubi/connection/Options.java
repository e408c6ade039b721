package musubi.connection;

import java.util.Optional;
import musubi.connection.sending.SendingOptions;
import musubi.contact.OptOutWords;

/**
 * The options of a connection.
 *
 * @param autoCreateContacts a follow, a message or an unblock creates a contact when there is none
 * @param useOutsideLineIds a LINE user id that somebody enters in a HubSpot contact links the contact to the friend
 * @param createTaskOnMessage a message creates a task for the contact's owner
 * @param askEmailOnLogin LINE Login requests the e-mail address
 * @param language of what messages fill in: dates, numbers, choices
 * @param optOut how friends stop broadcasts and scenarios
 */
public record Options(
        boolean autoCreateContacts,
        boolean useOutsideLineIds,
        boolean createTaskOnMessage,
        boolean askEmailOnLogin,
        Language language,
        SendingOptions sending,
        OptOut optOut) {

    /** The options of a new connection. */
    public static Options defaults(Language language) {
        return new Options(true, true, false, false, language, SendingOptions.DEFAULT, OptOut.DEFAULT);
    }

    /**
     * How friends stop broadcasts and scenarios, and what they are answered.
     *
     * @param outAnswer to who stops them, at most {@link #MAX_ANSWER} characters; an empty text: none; empty: the default, which names a
     *     word
     * @param inAnswer to who lets them come again, likewise
     */
    public record OptOut(OptOutWords words, Optional<String> outAnswer, Optional<String> inAnswer) {

        /** LINE's limit of a text. */
        public static final int MAX_ANSWER = 5_000;

        static final OptOut DEFAULT = new OptOut(OptOutWords.DEFAULT, Optional.empty(), Optional.empty());

        /** Whether a text can be an answer. */
        public static boolean isAnswer(String text) {
            return text.strip().length() <= MAX_ANSWER && text.indexOf('\0') < 0;
        }

        /** What a friend is answered who chose; an empty text: nothing. */
        public String answer(boolean optedOut) {
            return (optedOut ? outAnswer : inAnswer).orElseGet(() -> defaultAnswer(words, optedOut));
        }

        /** In Japanese, with the first of the words that undo it. */
        public static String defaultAnswer(OptOutWords words, boolean optedOut) {
            return optedOut
                    ? "配信を停止しました。"
                            + words.in().stream()
                                    .findFirst()
                                    .map("再開するときは「%s」と送信してください。"::formatted)
                                    .orElse("")
                    : "配信を再開しました。"
                            + words.out().stream()
                                    .findFirst()
                                    .map("停止するときは「%s」と送信してください。"::formatted)
                                    .orElse("");
        }
    }
}

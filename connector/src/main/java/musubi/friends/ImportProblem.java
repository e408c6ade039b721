package musubi.friends;

import java.util.Arrays;

/**
 * What an import fails of or waits for. It is told and kept as a sentence; who tells it in another language knows it by the
 * sentence's beginning.
 */
public enum ImportProblem {
    NOT_VERIFIED(
            "LINE lists friends only of verified and premium accounts, and this is neither. Friends become contacts"
                    + " when they write; or export their ids from another tool and import the file."),
    NOT_LISTED("LINE does not list this account's friends:"),
    UNAUTHORIZED("LINE does not let us in:"),
    LINE_AWAY("LINE does not tell its list now, and is asked again:"),
    NO_CONNECTION("The connection was deleted."),
    ANOTHER("Another import of this account is running or rests. Wait for its end, or cancel it first."),
    CONNECTION_PAUSED(
            "The connection is paused. What is brought in already is kept; imports start and go on when the connection is"
                    + " resumed."),
    BROKE_OFF("The file broke off while it was read."),
    NO_IDS("There is no LINE user id in the file."),
    NO_CSV("The file is no CSV: a quotation mark that is never closed, or a line without end."),
    NO_COLUMN(
            "No column is named LINE User ID, line_user_id or userId. Name the column with the ids so, or send a file with"
                    + " that column alone."),
    UTF_16("The file is in UTF-16. Save it as CSV in UTF-8 or Shift_JIS and send that."),
    /** The import is not in a state for what was asked. */
    STATE("");

    private final String sentence;

    ImportProblem(String sentence) {
        this.sentence = sentence;
    }

    String words() {
        return sentence;
    }

    String words(String more) {
        return sentence + more;
    }

    static ImportProblem of(String words) {
        return Arrays.stream(values())
                .filter(problem -> words.startsWith(problem.sentence))
                .findFirst()
                .orElse(STATE);
    }
}

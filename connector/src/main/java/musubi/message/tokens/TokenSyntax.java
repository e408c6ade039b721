package musubi.message.tokens;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.message.tokens.TokenProblem.Kind;

/**
 * Which expressions tokens may hold: properties of the contact, filters and functions that make one value of another, and
 * operators. No methods of Java, no lists, nothing that multiplies its input without a bound: an operator's text runs for a million
 * people.
 *
 * @param properties that it names
 * @param hasDefault whether it says what stands there when a property has no value
 * @param isChoice whether it compares or chooses, so that a property without a value may still give one
 * @param problem the first thing that is not allowed
 */
record TokenSyntax(Set<String> properties, boolean hasDefault, boolean isChoice, Optional<TokenProblem> problem) {

    /** UTF-16 units; filters that replace can multiply by no more than that. */
    private static final int MAX_EXPRESSION = 500;

    private static final Set<String> FILTERS = Set.of(
            "abs",
            "add",
            "between_times",
            "bool",
            "capitalize",
            "cut",
            "d",
            "date",
            "datetimeformat",
            "default",
            "divide",
            "divisible",
            "float",
            "format_date",
            "format_datetime",
            "format_number",
            "format_time",
            "int",
            "length",
            "log",
            "lower",
            "minus_time",
            "multiply",
            "plus_time",
            "regex_replace",
            "replace",
            "root",
            "round",
            "string",
            "striptags",
            "strtodate",
            "strtotime",
            "title",
            "trim",
            "truncate",
            "unixtimestamp",
            "upper",
            "urlencode",
            "wordcount");

    private static final Set<String> FUNCTIONS = Set.of(
            "datetimeformat",
            "format_date",
            "format_datetime",
            "format_time",
            "strtodate",
            "strtotime",
            "today",
            "truncate",
            "unixtimestamp");

    private static final Set<String> WORDS = Set.of(
            "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "null", "True", "False", "None");

    private static final Set<String> CHOOSING =
            Set.of("and", "or", "not", "in", "is", "if", "==", "!=", "<", ">", "<=", ">=");

    private static final Pattern LEXEME = Pattern.compile(
            "\\s+|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\\.[0-9]+)?|==|!=|<=|>=|.",
            Pattern.DOTALL);

    /** Reads what stands between the braces of a token or after the name of a tag. */
    static TokenSyntax of(String expression) {
        var properties = new LinkedHashSet<String>();
        if (expression.length() > MAX_EXPRESSION) {
            var tooLong = new TokenProblem(
                    Kind.TOO_LONG, List.of(String.valueOf(MAX_EXPRESSION), String.valueOf(expression.length())));
            return new TokenSyntax(properties, false, false, Optional.of(tooLong));
        }
        var lexemes = lexemes(expression);
        var hasDefault = false;
        var isChoice = lexemes.stream().anyMatch(CHOOSING::contains);
        for (var i = 0; i < lexemes.size(); i++) {
            var lexeme = lexemes.get(i);
            var before = i == 0 ? "" : lexemes.get(i - 1);
            var after = i + 1 == lexemes.size() ? "" : lexemes.get(i + 1);
            var allowed = true;
            if (lexeme.equals("[") || lexeme.equals("{")) {
                allowed = false;
            } else if (!isName(lexeme)) {
                continue;
            } else if (before.equals(".")) {
                // of the contact alone, and no method of what stands there
                allowed = i >= 2
                        && lexemes.get(i - 2).equals("contact")
                        && (i < 3 || !lexemes.get(i - 3).equals("."))
                        && !after.equals("(");
                properties.add(lexeme);
            } else if (before.equals("|")) {
                allowed = FILTERS.contains(lexeme);
                hasDefault |= lexeme.equals("default") || lexeme.equals("d");
            } else if (before.equals("is")
                    || (before.equals("not") && i >= 2 && lexemes.get(i - 2).equals("is"))) {
                allowed = !lexeme.equals("within") && !lexeme.equals("containing");
            } else if (lexeme.equals("contact")) {
                allowed = after.equals(".");
            } else if (after.equals("=") || WORDS.contains(lexeme)) {
                // the name of an argument, or of the language
                continue;
            } else {
                allowed = after.equals("(") && FUNCTIONS.contains(lexeme);
            }
            if (!allowed) {
                return new TokenSyntax(
                        properties,
                        hasDefault,
                        isChoice,
                        Optional.of(new TokenProblem(Kind.NOT_ALLOWED, List.of(lexeme))));
            }
        }
        return new TokenSyntax(properties, hasDefault, isChoice, Optional.empty());
    }

    private static boolean isName(String lexeme) {
        var first = lexeme.charAt(0);
        return Character.isLetter(first) || first == '_';
    }

    private static List<String> lexemes(String expression) {
        var lexemes = new ArrayList<String>();
        var matcher = LEXEME.matcher(expression);
        while (matcher.find()) {
            if (!matcher.group().isBlank()) {
                lexemes.add(matcher.group());
            }
        }
        return lexemes;
    }
}

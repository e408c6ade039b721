package musubi.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an expression for Prometheus names, of as much of the language as the rules and the dashboard use.
 *
 * @param selectors metrics with the labels that they are chosen by
 * @param grouped labels that it groups or matches by; empty where it keeps all
 */
record PromQl(List<Selector> selectors, Set<String> grouped) {

    /** A metric, and what is asked of its labels. */
    record Selector(String metric, List<Matcher> matchers) {}

    /** @param exact whether the label has to have this value, and no other */
    record Matcher(String label, boolean exact, String value) {}

    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
    private static final Pattern TIMES = Pattern.compile("\\[[^\\]]*]|\\boffset\\s+\\w+");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.\"$])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)}|(\\())?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!=|!~|=)\\s*\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

    static PromQl of(String expression) {
        var grouped = GROUPING.matcher(expression)
                .results()
                .flatMap(clause -> Arrays.stream(clause.group(1).split(",")))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
        var rest = TIMES.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
        var selectors = NAME.matcher(rest)
                .results()
                .filter(name -> name.group(3) == null && !WORDS.contains(name.group(1)))
                .map(name -> new Selector(name.group(1), matchers(name.group(2) == null ? "" : name.group(2))))
                .toList();
        return new PromQl(selectors, grouped);
    }

    private static List<Matcher> matchers(String braces) {
        return MATCHER.matcher(braces)
                .results()
                .map((MatchResult found) ->
                        new Matcher(found.group(1), found.group(2).equals("="), found.group(3)))
                .toList();
    }
}

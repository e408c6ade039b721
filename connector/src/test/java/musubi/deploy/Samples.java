package musubi.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.deploy.PromQl.Matcher;
import musubi.deploy.PromQl.Selector;

/**
 * What Prometheus read, by metric: the labels of each of its series.
 *
 * @param documented the rows of the documentation by metric, for values of labels that do not occur in a test
 */
record Samples(Map<String, List<Map<String, String>>> series, Map<String, String> documented) {

    /** Prometheus gives these to everything it reads, and {@code up} to every target. */
    private static final Set<String> OWN = Set.of("job", "instance");

    private static final Pattern LINE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\|.*$");
    private static final Pattern METRIC = Pattern.compile("`(\\w+)`");

    static Samples of(String page, String documentation) {
        var series = LINE.matcher(page)
                .results()
                .collect(groupingBy(
                        line -> line.group(1),
                        mapping(line -> labels(line.group(2) == null ? "" : line.group(2)), toList())));
        series.put("up", List.of(Map.of()));
        var documented = ROW.matcher(documentation)
                .results()
                .flatMap(row ->
                        METRIC.matcher(row.group(1)).results().map(metric -> Map.entry(metric.group(1), row.group())))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
        return new Samples(series, documented);
    }

    private static Map<String, String> labels(String braces) {
        return LABEL.matcher(braces)
                .results()
                .collect(toMap(label -> label.group(1), label -> label.group(2), (one, _) -> one));
    }

    /** What an expression names and there is not. */
    List<String> unknown(PromQl expression) {
        var unknown = new ArrayList<String>();
        for (var selector : expression.selectors()) {
            if (!series.containsKey(selector.metric())) {
                unknown.add(selector.metric());
                continue;
            }
            Stream.concat(
                            expression.grouped().stream(),
                            selector.matchers().stream().map(Matcher::label))
                    .filter(label -> !has(selector.metric(), label))
                    .forEach(label -> unknown.add(selector.metric() + "{" + label + "}"));
            selector.matchers().stream()
                    .filter(matcher -> matcher.exact() && !OWN.contains(matcher.label()) && !occurs(selector, matcher))
                    .forEach(matcher ->
                            unknown.add(selector.metric() + "{" + matcher.label() + "=" + matcher.value() + "}"));
        }
        return unknown;
    }

    /** Whether all series of the metric have the label. */
    boolean has(String metric, String label) {
        return OWN.contains(label)
                || series.getOrDefault(metric, List.of()).stream().allMatch(labels -> labels.containsKey(label));
    }

    private boolean occurs(Selector selector, Matcher matcher) {
        return series.getOrDefault(selector.metric(), List.of()).stream()
                        .anyMatch(labels -> matcher.value().equals(labels.get(matcher.label())))
                || documented.getOrDefault(selector.metric(), "").contains("`" + matcher.value() + "`");
    }
}

package musubi.deploy;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import musubi.broadcast.Taps;
import musubi.deploy.PromQl.Matcher;
import musubi.deploy.PromQl.Selector;
import musubi.sandbox.line.Signature;
import musubi.system.WorkerFailures;
import musubi.testing.CountsBugs;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alert rules and the dashboard ask for what Musubi measures: the metrics of one to which all that happened that they ask about. */
@TestInstance(Lifecycle.PER_CLASS)
@CountsBugs
class MonitoringTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
    private static final Pattern VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

    private Samples samples = new Samples(Map.of(), Map.of());

    /** @param labels that its text names */
    private record Asked(String by, String expression, List<String> labels) {}

    @BeforeAll
    void whatIsMeasuredHasHappened() throws IOException {
        var taps = new Taps(WORLD);
        var friends = taps.calls().friends(1);
        taps.sent("https://shop.example.com/", taps.contacts(friends), Map.of());
        taps.open(Taps.link(friends.getFirst()), Taps.PHONE);
        var connection = WORLD.connect();
        connection.channel().newUser("さくら").follow();
        connection.drained();
        connection.channel().raw("no webhook".getBytes(StandardCharsets.UTF_8), Signature.RIGHT);
        WorkerFailures.record("monitoring-tests", new IllegalStateException("made by a test"));
        var documentation = Files.readString(ROOT.resolve("docs/operate.md"));
        eventually("the gauges of a connection are measured", () -> {
            samples = Samples.of(WORLD.api("GET", "/actuator/prometheus", null).body(), documentation);
            return List.of("musubi_inbox_pending", "musubi_delivery_paused", "musubi_alert_causes", "musubi_enrolments")
                    .stream()
                    .allMatch(gauge -> samples.unknown(new PromQl(
                                    List.of(new Selector(
                                            gauge, List.of(new Matcher("connection", true, connection.id())))),
                                    new HashSet<>()))
                            .isEmpty());
        });
    }

    private static List<Map<?, ?>> rules() throws IOException {
        var file = Files.readString(ROOT.resolve("deploy/prometheus/alerts.yml"));
        Map<String, List<Map<String, List<Map<?, ?>>>>> all =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        return all.getOrDefault("groups", List.of()).stream()
                .flatMap(group -> group.getOrDefault("rules", List.of()).stream())
                .toList();
    }

    private static JsonNode dashboard() throws IOException {
        return new JsonMapper().readTree(Files.readString(ROOT.resolve("deploy/grafana/musubi.json")));
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<Asked> asked() throws IOException {
        var asked = new ArrayList<Asked>();
        for (var rule : rules()) {
            asked.add(new Asked(
                    String.valueOf(rule.get("alert")),
                    String.valueOf(rule.get("expr")),
                    names(NAMED, String.valueOf(rule.get("annotations")))));
        }
        for (var panel : dashboard().path("panels")) {
            for (var target : panel.path("targets")) {
                asked.add(new Asked(
                        panel.path("title").asString(""),
                        target.path("expr").asString(""),
                        names(NAMED, target.path("legendFormat").asString(""))));
            }
        }
        return asked;
    }

    @Test
    void eachMetricAndLabelIsThere() throws IOException {
        assertThat(asked())
                .hasSizeGreaterThan(30)
                .allSatisfy(one -> assertThat(samples.unknown(PromQl.of(one.expression())))
                        .as("%s: %s", one.by(), one.expression())
                        .isEmpty());
    }

    @Test
    void eachTextNamesLabelsThatAreLeft() throws IOException {
        for (var one : asked()) {
            var expression = PromQl.of(one.expression());
            assertThat(one.labels())
                    .as("%s: %s", one.by(), one.expression())
                    .allSatisfy(label -> assertThat(
                                    expression.grouped().isEmpty()
                                            ? expression.selectors().stream()
                                                    .allMatch(selector -> samples.has(selector.metric(), label))
                                            : expression.grouped().contains(label))
                            .as(label)
                            .isTrue());
        }
    }

    @Test
    void theDashboardChoosesAmongConnections() throws IOException {
        assertThat(dashboard().at("/templating/list"))
                .anySatisfy(variable -> assertThat(
                                VALUES.matcher(variable.path("query").asString(""))
                                        .results())
                        .anySatisfy(query -> assertThat(samples.has(query.group(1), query.group(2)))
                                .isTrue()));
    }

    @Test
    void eachRuleHasItsPlaceInTheRunbook() throws IOException {
        var runbook = Files.readString(ROOT.resolve("docs/runbook.md"));
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            var name = String.valueOf(rule.get("alert"));
            assertThat(runbook).contains("\n## " + name + "\n");
            assertThat(String.valueOf(rule.get("annotations")))
                    .contains("runbook_url=docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(String.valueOf(rule.get("labels"))).containsPattern("severity=(critical|warning)");
        });
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(samples.unknown(PromQl.of("rate(musubi_webhook_event_total[5m]) > 0 unless on (connection) up")))
                .contains("musubi_webhook_event_total");
        assertThat(samples.unknown(PromQl.of("sum by (portal) (musubi_inbox_pending{kind=\"x\"} offset 5m)")))
                .containsExactlyInAnyOrder(
                        "musubi_inbox_pending{portal}", "musubi_inbox_pending{kind}", "musubi_inbox_pending{kind=x}");
        assertThat(samples.unknown(PromQl.of("musubi_alert_causes{kind=\"outages\"}")))
                .containsExactly("musubi_alert_causes{kind=outages}");
    }
}

package musubi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Every setting of every module: what it is when left out works, and what cannot work is refused at the start. */
class SettingsTests {

    /** Takes any text there is. */
    private static final List<String> ANYTHING = List.of();

    /** What each setting refuses. Whoever adds one says so here. */
    private static final Map<String, List<String>> REFUSED = Map.ofEntries(
            Map.entry("musubi.data-dir", List.of(" ")),
            Map.entry("musubi.public-base-url", List.of("musubi", "ftp://a.example.com", "https://u:p@a.example.com")),
            Map.entry("musubi.trusted-proxies", List.of("proxy.example.com", "10.0.0.0/33")),
            Map.entry("musubi.master-key", ANYTHING), // MasterKeyTests
            Map.entry("musubi.api-token", List.of("short")),
            Map.entry("musubi.database.listen-url", List.of("jdbc:mysql://u:p@db.example.com/musubi")),
            Map.entry("musubi.admin.email", ANYTHING), // with the password alone: below
            Map.entry("musubi.admin.password", ANYTHING), // PeopleTests
            Map.entry("musubi.session.life", List.of("0s", "-1h", "31d", "soon")),
            Map.entry("musubi.session.per-person", List.of("0", "-1", "1001", "many")),
            Map.entry("musubi.session.in-all", List.of("0", "-1", "100001", "many")),
            Map.entry("musubi.web.head-time", List.of("0s", "-1s", "6m", "long")),
            Map.entry("musubi.web.body-time", List.of("0s", "-1s", "6m", "long")),
            Map.entry("musubi.web.bodies-in-flight", List.of("0B", "1KB", "2TB", "much")),
            Map.entry("musubi.web.uploads-in-flight", List.of("0B", "1KB", "2TB", "much")),
            Map.entry("musubi.web.pages-in-a-row", List.of("0", "-1", "1000001", "many")),
            Map.entry("musubi.web.pages-a-second", List.of("0", "-1", "1000001", "many")),
            Map.entry("musubi.password-login", List.of("perhaps")),
            Map.entry("musubi.oidc.issuer", ANYTHING), // OidcSettingsTests
            Map.entry("musubi.oidc.client-id", ANYTHING),
            Map.entry("musubi.oidc.client-secret", ANYTHING),
            Map.entry("musubi.oidc.name", ANYTHING),
            Map.entry("musubi.oidc.scopes", List.of("email")),
            Map.entry("musubi.oidc.new-people", List.of("boss")),
            Map.entry("musubi.oidc.trust-email", List.of("perhaps")),
            Map.entry("musubi.alert.mail-from", List.of("musubi", "Musubi <musubi@example.com>")),
            Map.entry("musubi.alert.private-networks", List.of("perhaps")),
            Map.entry(
                    "musubi.tracing.otlp-endpoint",
                    List.of(
                            "collector",
                            "collector:4318",
                            "https://",
                            "ftp://a.example.com",
                            "http://u:p@a.b/",
                            "http://a?x")),
            Map.entry("musubi.line.api-base-url", addresses()),
            Map.entry("musubi.line.access-base-url", addresses()),
            Map.entry("musubi.line.requests-per-second", List.of("0", "-1", "1000001", "many")),
            Map.entry("musubi.line.push-per-second", List.of("0", "-1", "1000001", "many")),
            Map.entry("musubi.line.multicast-per-second", List.of("0", "-1", "1000001", "many")),
            Map.entry("musubi.delivery.undo", List.of("-1s", "11m", "soon")),
            Map.entry("musubi.workflow.max-waiting", List.of("0", "-1", "100000001", "many")),
            Map.entry("musubi.delivery.click-retention", List.of("0s", "-1d", "3651d", "long")),
            Map.entry("musubi.scenario.lateness", List.of("30s", "31d", "late")),
            Map.entry("musubi.scenario.list-interval", List.of("0s", "61m", "often")),
            Map.entry("musubi.hubspot.api-base-url", addresses()),
            Map.entry("musubi.hubspot.app-base-url", addresses()),
            Map.entry("musubi.hubspot.api-version", List.of("v3", "2026-13", "2026-09/../x")),
            Map.entry("musubi.hubspot.burst-limit", List.of("0", "-1", "10001", "all")),
            Map.entry("musubi.hubspot.client-id", ANYTHING),
            Map.entry("musubi.hubspot.client-secret", ANYTHING),
            Map.entry("musubi.hubspot.more-scopes", List.of("a,b", "oauth?x=y")),
            Map.entry("musubi.hubspot.optional-scopes", List.of("a,b", "oauth?x=y")),
            Map.entry("musubi.hubspot.timeout", List.of("0s", "-1s", "101s", "long")),
            Map.entry("musubi.sync.concurrent-batches", List.of("0", "1", "2", "-1", "65", "a few")),
            Map.entry("musubi.sync.profile-patience", List.of("0s", "-1s", "61m", "long")),
            Map.entry("musubi.sync.reconcile-interval", List.of("0s", "-1s", "8d", "often")),
            Map.entry("musubi.sync.stop-patience", List.of("0s", "-1s", "6m", "long")));

    private static final List<Class<?>> TYPES = scan();

    private static List<String> addresses() {
        return List.of(
                "https://",
                "https:",
                "api.example.com",
                "ftp://api.example.com",
                "https://u:p@a.b/",
                "https://api.example.com/path",
                "https://api.example.com?x",
                "https://api.example.com:0");
    }

    @Test
    void eachSettingSaysHereWhatItRefuses() {
        assertThat(REFUSED)
                .containsOnlyKeys(types().flatMap(SettingsTests::keys).toList());
    }

    @Test
    void whatIsLeftOutWorks() {
        types().forEach(type ->
                assertThat(bind(type, Map.of())).as(type.getName()).isNotNull());
        // as an empty environment variable, where it is no number
        REFUSED.keySet().stream()
                .filter(key -> !key.matches(".*(-per-second|concurrent-batches|max-waiting)"))
                .filter(key ->
                        !key.startsWith("musubi.web.pages") && !key.matches("musubi.session.(per-person|in-all)"))
                .filter(key -> !key.equals("musubi.data-dir") && !key.startsWith("musubi.password-login"))
                .filter(key -> !key.equals("musubi.oidc.trust-email") && !key.equals("musubi.alert.private-networks"))
                .forEach(key ->
                        assertThat(bind(typeOf(key), Map.of(key, ""))).as(key).isNotNull());
    }

    @TestFactory
    Stream<DynamicTest> whatCannotWorkIsRefused() {
        return REFUSED.entrySet().stream()
                .flatMap(setting -> setting.getValue().stream()
                        .map(value -> DynamicTest.dynamicTest(
                                setting.getKey() + "=" + value, () -> refused(setting.getKey(), value))));
    }

    private static void refused(String key, String value) {
        assertThatThrownBy(() -> bind(typeOf(key), Map.of(key, value)))
                .isInstanceOf(BindException.class)
                .satisfies(failure -> {
                    var told = analyzers()
                            .map(analyzer -> analyzer.analyze(failure))
                            .filter(analysis -> analysis != null)
                            .findFirst()
                            .orElseThrow();
                    assertThat(told.getDescription())
                            .as("the key and what may be")
                            .contains(key, "(expected: ");
                    assertThat(told.getAction()).isNotBlank();
                    if (!key.contains("token") && !value.isBlank() && !value.contains("@")) {
                        assertThat(told.getDescription().toLowerCase(Locale.ROOT))
                                .contains(worth(value));
                    }
                    assertThat(told.getDescription()).as("a password").doesNotContain("u:p@");
                });
    }

    /** 61m is told as it is, -1h too. */
    private static String worth(String value) {
        return value.replaceAll("^0s$", "0ms").toLowerCase(Locale.ROOT);
    }

    /** Ours, in the order in which they are asked at the start. */
    private static Stream<FailureAnalyzer> analyzers() {
        return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (a, b, c) -> {}).stream()
                .filter(analyzer -> analyzer.getClass().getPackageName().startsWith("musubi"));
    }

    private static Object bind(Class<?> type, Map<String, String> values) {
        var all = new HashMap<>(Map.of("musubi.data-dir", "data"));
        all.putAll(values);
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate(type.getAnnotation(ConfigurationProperties.class).value(), type);
    }

    private static Stream<Class<?>> types() {
        return TYPES.stream();
    }

    private static List<Class<?>> scan() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scan.findCandidateComponents("musubi").stream()
                .<Class<?>>map(found -> {
                    try {
                        return Class.forName(found.getBeanClassName());
                    } catch (ClassNotFoundException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static Class<?> typeOf(String key) {
        return types().filter(type -> keys(type).anyMatch(key::equals))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> keys(Class<?> type) {
        return keys(type.getAnnotation(ConfigurationProperties.class).value(), type.getRecordComponents());
    }

    private static Stream<String> keys(String prefix, RecordComponent[] components) {
        return Arrays.stream(components).flatMap(component -> {
            var key = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            return component.getType().isRecord()
                    ? keys(key, component.getType().getRecordComponents())
                    : Stream.of(key);
        });
    }
}

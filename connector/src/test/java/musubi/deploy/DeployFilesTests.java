package musubi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.AntPathMatcher;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files to deploy Musubi with name settings, routes and options that there are. */
class DeployFilesTests {

    private static final Path ROOT = Path.of("..");
    private static final Path DEPLOY = ROOT.resolve("deploy");
    private static final String COMPOSE = "compose/compose.yaml";
    private static final String KUBERNETES = "kubernetes/deployment.yaml";
    private static final String SERVICE = "systemd/musubi.service";
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    private static final Pattern KEY = Pattern.compile("`([a-z.][a-z0-9.-]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<=[\\s\"])-[-X][^\\s\"$]+");
    private static final Pattern HEALTH = Pattern.compile("/actuator/[a-z/]+");

    private static String text(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }

    private static JsonNode yaml(String file) throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text(file));
        return new JsonMapper().valueToTree(read);
    }

    static List<String> yamlFiles() throws IOException {
        try (var files = Files.walk(DEPLOY)) {
            return files.map(file -> DEPLOY.relativize(file).toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void eachFileIsAMappingWithoutTabs(String file) throws IOException {
        assertThat(yaml(file).isObject()).isTrue();
        assertThat(text(file)).doesNotContain("\t");
    }

    /** As environment variables. */
    private static Set<String> documentedSettings() throws IOException {
        var settings = new ArrayList<String>();
        for (var line : Files.readAllLines(ROOT.resolve("docs/settings.md"))) {
            if (line.startsWith("| `")) {
                var keys = KEY.matcher(line.substring(0, line.indexOf('|', 1)))
                        .results()
                        .map(key -> key.group(1))
                        .toList();
                for (var key : keys) {
                    // ".password" after "spring.mail.host" is "spring.mail.password"
                    var first = keys.getFirst();
                    settings.add(key.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + key : key);
                }
            }
        }
        return Stream.concat(
                        settings.stream()
                                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")),
                        Stream.of("MUSUBI_JAVA_OPTIONS"))
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(String file, String pattern) throws IOException {
        var compiled = Pattern.compile(pattern);
        return text(file)
                .lines()
                .map(compiled::matcher)
                .filter(line -> line.find())
                .map(line -> line.group(1));
    }

    private static List<String> settings() throws IOException {
        var named = new ArrayList<String>();
        named.addAll(yaml(COMPOSE).at("/services/musubi/environment").propertyNames());
        lines("kubernetes/kustomization.yaml", "^ +- ([A-Z_]+)=").forEach(named::add);
        lines("kubernetes/musubi.env.example", "^#?([A-Z_]+)=").forEach(named::add);
        lines("systemd/musubi.env.example", "^#?([A-Z_]+)=").forEach(named::add);
        lines(SERVICE, "^Environment=([A-Z_]+)=").forEach(named::add);
        lines(SERVICE, "\\$([A-Z_]+)").forEach(named::add);
        return named;
    }

    @Test
    void eachSettingIsDocumented() throws IOException {
        assertThat(settings()).hasSizeGreaterThan(20).isSubsetOf(documentedSettings());
    }

    @Test
    void whatADatabaseOfOnesOwnNeedsIsThere() throws IOException {
        for (var file : List.of(COMPOSE, "kubernetes/musubi.env.example", "systemd/musubi.env.example")) {
            assertThat(text(file)).contains("MUSUBI_MASTER_KEY", "SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_PASSWORD");
        }
    }

    @Test
    void probesAskForRoutesThatAreOpen() throws IOException {
        var open = Files.readAllLines(Path.of("src/test/resources/routes.txt")).stream()
                .map(line -> line.split("\\s+"))
                .filter(line -> line.length > 1 && line[1].equals("everybody"))
                .map(line -> line[0])
                .toList();
        var container = yaml(KUBERNETES).at(CONTAINER);
        var asked = Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .map(probe -> container.at("/" + probe + "/httpGet/path").asString(""))
                .collect(Collectors.toCollection(ArrayList::new));
        HEALTH.matcher(yaml(COMPOSE).at("/services/musubi/healthcheck/test").toString())
                .results()
                .forEach(found -> asked.add(found.group()));
        assertThat(asked)
                .hasSize(4)
                .allSatisfy(path -> assertThat(open)
                        .as(path)
                        .anySatisfy(pattern -> assertThat(new AntPathMatcher().match(pattern, path))
                                .isTrue()));
        assertThat(container.at("/readinessProbe/httpGet/path").asString("")).endsWith("/readiness");
        assertThat(container.at("/livenessProbe/httpGet/path").asString("")).endsWith("/liveness");
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text).results().map(option -> option.group()).collect(Collectors.toSet());
    }

    @Test
    void javaGetsTheOptionsThatTheCommandGivesIt() throws IOException {
        var given = Files.readAllLines(ROOT.resolve("bin/musubi")).stream()
                .filter(line -> line.startsWith("flags="))
                .map(line -> line.replace("flags=", " "))
                .findFirst()
                .orElseThrow();
        var expected = options(given);
        // about the cache that bin/musubi records
        expected.removeIf(option -> option.startsWith("-Xlog:aot"));
        assertThat(expected).hasSizeGreaterThan(5);
        var service = lines(SERVICE, "^ExecStart=(.*)$").findFirst().orElseThrow();
        assertThat(options(service)).isEqualTo(expected);
        for (var command : List.of(
                yaml(COMPOSE).at("/services/musubi/command"), yaml(KUBERNETES).at(CONTAINER + "/args"))) {
            var all = options(command.toString());
            assertThat(all).isEqualTo(expected);
        }
    }

    @Test
    void whatIsWrittenHasAPlaceWhereAllElseIsReadOnly() throws IOException {
        var pod = yaml(KUBERNETES).at("/spec/template/spec");
        var container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false))
                .isTrue();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
        var mounts = new ArrayList<String>();
        for (var mount : container.path("volumeMounts")) {
            var name = mount.path("name").asString("");
            assertThat(pod.path("volumes")).anySatisfy(volume -> {
                assertThat(volume.path("name").asString("")).isEqualTo(name);
                assertThat(volume.has("emptyDir")).isTrue();
            });
            mounts.add(mount.path("mountPath").asString(""));
        }
        var kubernetes = lines("kubernetes/kustomization.yaml", "MUSUBI_DATA_DIR=(\\S+)")
                .findFirst()
                .orElseThrow();
        assertThat(mounts)
                .contains("/tmp")
                .anyMatch(mount -> Path.of(kubernetes).startsWith(mount));

        var musubi = yaml(COMPOSE).at("/services/musubi");
        assertThat(musubi.path("read_only").asBoolean(false)).isTrue();
        var compose = musubi.at("/environment/MUSUBI_DATA_DIR").asString("");
        assertThat(musubi.path("tmpfs"))
                .anySatisfy(tmpfs -> assertThat(
                                Path.of(compose).startsWith(tmpfs.asString("").replaceFirst(":.*", "")))
                        .isTrue());
        assertThat(lines(SERVICE, "^Environment=MUSUBI_DATA_DIR=(.*)$").findFirst())
                .contains("/var/lib/"
                        + lines(SERVICE, "^StateDirectory=(.*)$").findFirst().orElseThrow());
    }

    @Test
    void musubiTrustsTheNetworkThatCaddyIsIn() throws IOException {
        var compose = yaml(COMPOSE);
        assertThat(compose.at("/services/musubi/environment/MUSUBI_TRUSTED_PROXIES")
                        .asString(""))
                .isEqualTo(compose.at("/networks/front/ipam/config/0/subnet").asString(""))
                .isNotEmpty();
        assertThat(compose.at("/services/musubi").has("ports")).isFalse();
        assertThat(text("compose/Caddyfile")).contains("reverse_proxy musubi:8080", "/actuator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"namespace.yaml", "deployment.yaml", "service.yaml", "ingress.yaml", "disruption-budget.yaml"})
    void kustomizeKnowsEachFile(String file) throws IOException {
        assertThat(yaml("kubernetes/kustomization.yaml").path("resources"))
                .anySatisfy(resource -> assertThat(resource.asString("")).isEqualTo(file));
        assertThat(yaml("kubernetes/" + file))
                .allSatisfy(part -> assertThat(part.isNull()).isFalse());
        assertThat(yaml("kubernetes/" + file).path("kind").asString("")).isNotEmpty();
    }

    /** Kustomize gives it to the others, and to this one not. */
    @Test
    void theDisruptionBudgetIsOfThePodsThatKustomizeLabels() throws IOException {
        assertThat(yaml("kubernetes/disruption-budget.yaml").at("/spec/selector/matchLabels"))
                .isEqualTo(yaml("kubernetes/kustomization.yaml").at("/labels/0/pairs"));
    }

    /** Its number goes from 0, safe, to 10. */
    @Test
    void theServiceIsExposedLittle() throws IOException, InterruptedException {
        var analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "systemd-analyze is not installed");
        var process = new ProcessBuilder(Arrays.asList(
                        analyze.toString(),
                        "security",
                        "--offline=true",
                        "--no-pager",
                        "--threshold=30",
                        DEPLOY.resolve(SERVICE).toAbsolutePath().normalize().toString()))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("Overall exposure level");
    }

    @Test
    void whatIsLeftToFillInHoldsNoSecret() throws IOException {
        for (var file : List.of("compose/env.example", "kubernetes/musubi.env.example", "systemd/musubi.env.example")) {
            assertThat(text(file).lines().filter(line -> line.matches("#?\\w*(KEY|PASSWORD|TOKEN|SECRET)=.*")))
                    .as(file)
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("="));
        }
        assertThat(List.of("compose/.env", "kubernetes/musubi.env"))
                .allSatisfy(secret -> assertThat(Files.readAllLines(ROOT.resolve(".gitignore")))
                        .as("git leaves out %s", secret)
                        .contains("deploy/" + secret));
    }

    /** A back-up that ends in the container would be gone with it, or fill its memory. */
    @Test
    void theGuidesCommandsForTheDatabaseFitComposeAndWriteOnThisMachine() throws IOException {
        var postgres = yaml(COMPOSE).at("/services/postgres/environment");
        var commands = Files.readAllLines(ROOT.resolve("docs/deploy.md")).stream()
                .filter(line -> line.contains(" pg_dump ") || line.contains(" pg_restore "))
                .map(String::strip)
                .toList();
        var user = postgres.path("POSTGRES_USER").asString("");
        var database = postgres.path("POSTGRES_DB").asString("");
        assertThat(commands)
                .hasSize(2)
                .allMatch(command ->
                        command.contains("docker compose --project-directory deploy/compose exec -T postgres pg_"))
                .allMatch(command -> command.contains(" -U " + user + " "));
        assertThat(commands.getFirst())
                .startsWith("(umask 077 && ")
                .endsWith(" -Fc " + database + " > musubi.dump)")
                .doesNotContain(" -f ");
        assertThat(commands.getLast()).contains(" -d " + database + " ").endsWith(" < musubi.dump");
    }
}

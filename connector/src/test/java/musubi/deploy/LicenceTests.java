package musubi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that is in the jar, and what only tests use, may be given on together with Musubi, which is under Apache-2.0. A new version may name another licence
 * than the one before, as Spring Session 4.1.1 did.
 */
class LicenceTests {

    /** As poms write them, in lower case. Of several licences of a component one is enough: the user chooses. */
    private static final List<Pattern> COMPATIBLE = List.of(
            Pattern.compile("(the )?apache( software)?( license)?,?( version)?[ -]?2(\\.0)?"),
            Pattern.compile("apache"), // LINE's client, with the address of 2.0
            Pattern.compile("(the )?mit( license)?"),
            Pattern.compile("(the )?bsd license|bsd-[23]-clause|0bsd"),
            Pattern.compile("(epl|eclipse public license)[ -](- )?v? ?2\\.0"),
            Pattern.compile("edl 1\\.0|eclipse distribution license - v 1\\.0"),
            Pattern.compile("mpl[ -]2\\.0|mozilla public license,? version 2\\.0"),
            Pattern.compile("cc0(-1\\.0)?|public domain, per creative commons cc0"),
            Pattern.compile("go license"), // BSD-3-Clause
            Pattern.compile("bouncy castle licence")); // MIT

    /** Components for which somebody looked it up, by what was found. */
    private static final Map<String, String> LOOKED_UP = Map.of(
            "com.hubspot:algebra", "Apache-2.0: https://github.com/HubSpot/algebra/pull/1",
            "com.hubspot.immutables:immutables-exceptions",
                    "a part of Jinjava by the same owner; HubSpot's basepom names Apache-2.0 from 65.1 on",
            "com.github.jai-imageio:jai-imageio-core",
                    "only tests read QR codes with it; BSD-3-Clause with a disclaimer");

    private static final String TABLER = "org/webjars/npm/tabler__core";
    private static final Pattern TABLER_VERSION = Pattern.compile("<tabler.version>(.*)</tabler.version>");

    private static boolean isCompatible(String name) {
        return COMPATIBLE.stream()
                .anyMatch(pattern ->
                        pattern.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }

    /** What is wrong with the licences of a component. */
    private static Optional<String> complaint(PomLicences component) {
        if (component.names().stream().anyMatch(LicenceTests::isCompatible)) {
            return Optional.empty();
        }
        return Optional.of("%s %s names %s. Do not take it as it is: see \"A new dependency\" in CONTRIBUTING.md."
                .formatted(
                        component.id(),
                        component.version(),
                        component.names().isEmpty()
                                ? "no licence"
                                : "the licence \"" + String.join("\", \"", component.names())
                                        + "\", which is not on the list of those that go together with Apache-2.0"));
    }

    private static List<PomLicences> components() throws IOException {
        var own = Path.of("..").toRealPath();
        var components = new ArrayList<PomLicences>();
        Path repository = null;
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var jar = Path.of(entry).toAbsolutePath();
            if (entry.endsWith(".jar") && !jar.startsWith(own) && Files.exists(jar)) {
                components.add(PomLicences.in(jar.getParent()));
                if (jar.toString().contains("/org/postgresql/postgresql/")) {
                    repository = jar.resolve("../../../../..").normalize();
                }
            }
        }
        // of whose style sheet a part is in the jar
        var version = TABLER_VERSION.matcher(Files.readString(own.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(repository).isNotNull();
        components.add(PomLicences.in(repository.resolve(TABLER).resolve(version.group(1))));
        return components;
    }

    @Test
    void eachComponentMayBeGivenOnWithMusubi() throws IOException {
        var components = components();
        assertThat(components)
                .extracting(PomLicences::id)
                .hasSizeGreaterThan(150)
                .contains("org.springframework:spring-core", "org.springframework.session:spring-session-core");
        var complaints = new TreeSet<String>();
        for (var component : components) {
            if (!LOOKED_UP.containsKey(component.id())) {
                complaint(component).ifPresent(complaints::add);
            }
        }
        assertThat(complaints).isEmpty();
        assertThat(components.stream()
                        .filter(component -> complaint(component).isPresent())
                        .map(PomLicences::id))
                .as("what was looked up is still needed")
                .containsExactlyInAnyOrderElementsOf(LOOKED_UP.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Broadcom Foundation License",
                "Business Source License 1.1",
                "GNU General Public License, Version 3",
                "GNU Lesser Public License",
                "Apache License, Version 1.1",
                "Apache License 2.0 with Commons Clause",
                "Server Side Public License"
            })
    void anotherLicenceIsTold(String name) {
        assertThat(complaint(new PomLicences("com.example:new", "1.2", List.of(name))))
                .hasValue(
                        "com.example:new 1.2 names the licence \"" + name
                                + "\", which is not on the list of those that go"
                                + " together with Apache-2.0. Do not take it as it is: see \"A new dependency\" in CONTRIBUTING.md.");
        assertThat(complaint(new PomLicences("com.example:new", "1.2", List.of(name, "MIT"))))
                .isEmpty();
    }

    @Test
    void noLicenceIsToldAndThatOfAParentCounts(@TempDir Path repository) throws IOException {
        var parent = Files.createDirectories(repository.resolve("com/example/parent/1"));
        var child = Files.createDirectories(repository.resolve("com/example/sub/child/2"));
        Files.writeString(child.resolve("child-2.pom"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0"><groupId>com.example.sub</groupId><artifactId>child</artifactId>
                <parent><groupId>com.example</groupId><artifactId>parent</artifactId><version>1</version></parent></project>""");
        Files.writeString(
                parent.resolve("parent-1.pom"),
                "<project><groupId>com.example</groupId><artifactId>parent</artifactId></project>");
        assertThat(complaint(PomLicences.in(child)))
                .hasValueSatisfying(told -> assertThat(told).startsWith("com.example.sub:child 2 names no licence."));
        Files.writeString(
                parent.resolve("parent-1.pom"),
                "<project><groupId>com.example</groupId><licenses><license><name> Apache-2.0\n</name></license></licenses></project>");
        assertThat(PomLicences.in(child).names()).containsExactly("Apache-2.0");
    }
}

package musubi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private static final Path ARCHITECTURE = Path.of("../docs/architecture.md");

    private static final ApplicationModules MODULES =
            ApplicationModules.of(Musubi.class, ModularityTests::isOfTheConnectorItself);

    /** Leaves out the tests, which may use anything, and the stand-ins, which are a program of their own. */
    private static boolean isOfTheConnectorItself(Location location) {
        return new DoNotIncludeTests().includes(location) && !location.contains("/musubi/sandbox/");
    }

    @Test
    void eachModuleUsesOnlyWhatItMay() {
        MODULES.verify();
    }

    @Test
    void eachModuleDeclaresWhatItMayUse() {
        var undeclared = MODULES.stream()
                .map(module -> module.getBasePackage())
                .filter(base -> base.findAnnotation(ApplicationModule.class).isEmpty())
                .map(base -> base.getName());
        assertThat(undeclared)
                .as(
                        "modules without @ApplicationModule in package-info.java, or with a package-info.java of a test that hides it")
                .isEmpty();
    }

    @Test
    void theDiagramInTheDocumentationShowsTheModulesAsTheyAre() throws IOException {
        var document = Files.readString(ARCHITECTURE);
        var current = ModuleDiagram.replacedIn(document, MODULES);
        if (Boolean.getBoolean("musubi.write-diagram")) {
            Files.writeString(ARCHITECTURE, current);
            return;
        }
        assertThat(document)
                .as(
                        "docs/architecture.md shows other modules or dependencies than the code has: write its diagram again with"
                                + " bin/test -pl connector -am -Dtest=ModularityTests -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dmusubi.write-diagram=true")
                .isEqualTo(current);
    }
}

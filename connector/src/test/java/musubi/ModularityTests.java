package musubi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void eachModuleUsesOnlyWhatItMay() {
        // the stand-ins are a program of their own, only started by us
        ApplicationModules.of(Musubi.class, resideInAPackage("musubi.sandbox.."))
                .verify();
    }
}

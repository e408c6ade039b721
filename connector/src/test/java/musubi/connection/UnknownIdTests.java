package musubi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import musubi.testing.CompiledClass;
import org.junit.jupiter.api.Test;

/** What is unknown is a page and a problem of 404, whichever module says so: its exception is a kind of the one that both know. */
class UnknownIdTests {

    @Test
    void eachExceptionAboutWhatIsUnknownIsOfThatKind() {
        var unknown = CompiledClass.in("musubi").stream()
                .map(CompiledClass::name)
                .filter(name -> name.matches(".*[.]Unknown\\w*Exception"))
                .toList();
        assertThat(unknown)
                .hasSizeGreaterThan(1)
                .allSatisfy(name -> assertThat(Class.forName(name)).isAssignableTo(UnknownIdException.class));
    }
}

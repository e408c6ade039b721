package musubi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    @Test
    void itsSessionsAreFarFromUtc() {
        assertThat(DATABASE.jdbc().sql("SHOW timezone").query(String.class).single())
                .isEqualTo("Pacific/Auckland");
    }

    @Test
    void anotherOneKnowsNothingOfIt() {
        DATABASE.jdbc().sql("CREATE TABLE only_here (number integer)").update();
        try (var other = TestDatabase.create()) {
            assertThat(other.jdbc()
                            .sql("SELECT count(*) FROM pg_class WHERE relname = 'only_here'")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }
}

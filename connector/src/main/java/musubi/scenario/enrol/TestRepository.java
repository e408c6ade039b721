package musubi.scenario.enrol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tests in the table {@code enrolment}. */
@Component
final class TestRepository {

    private final JdbcClient jdbc;

    TestRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Those of a scenario, in the order of record ids. */
    List<Enrolment> of(UUID scenarioId) {
        return jdbc.sql("select " + EnrolmentRepository.COLUMNS
                        + " from enrolment e where e.scenario_id = ? and e.test order by e.contact_id")
                .param(scenarioId)
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /** Those that began at a moment or before. All tests are read for it: they are few. */
    List<Enrolment> begunBy(Instant moment) {
        return jdbc.sql("select " + EnrolmentRepository.COLUMNS
                        + " from enrolment e where e.test and e.entered_at <= ? order by e.id")
                .param(SqlTime.of(moment))
                .query(EnrolmentRepository::enrolment)
                .list();
    }
}

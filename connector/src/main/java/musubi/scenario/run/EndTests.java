package musubi.scenario.run;

import java.time.Duration;
import musubi.scenario.enrol.TestEnrolments;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** Ends tests of scenarios that cannot go on, as while LINE refuses messages, or the connection is paused. */
@Component
final class EndTests {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final TestEnrolments tests;

    EndTests(TestEnrolments tests, LocalJobs jobs) {
        this.tests = tests;
        jobs.every(PAUSE, "scenario-tests", this::look);
    }

    void look() {
        tests.endOverdue();
    }
}

package musubi.system.start;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.util.StringUtils;

/** Prints why Musubi did not start: what happened and what to do, nothing else. */
final class PlainFailureReporter implements FailureAnalysisReporter {

    // a person at a terminal must see this, wherever the log goes
    @Override
    @SuppressWarnings("SystemOut")
    public void report(FailureAnalysis analysis) {
        System.err.println("Musubi could not start. " + analysis.getDescription());
        if (StringUtils.hasText(analysis.getAction())) {
            System.err.println(analysis.getAction());
        }
    }
}

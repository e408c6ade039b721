package musubi.system.start;

import musubi.system.StartFailure;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Makes Spring Boot print a {@link StartFailure} as it is, before analyzers of the exceptions around it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartFailure> {

    @Override
    protected FailureAnalysis analyze(Throwable root, StartFailure failure) {
        return new FailureAnalysis(failure.getMessage(), failure.action(), root);
    }
}

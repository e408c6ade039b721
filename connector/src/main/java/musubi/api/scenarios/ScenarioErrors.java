package musubi.api.scenarios;

import musubi.api.AnswerTexts;
import musubi.scenario.ScenarioConflictException;
import musubi.scenario.ScenarioRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps exceptions about scenarios to the answers of the REST API. */
@RestControllerAdvice(basePackageClasses = ScenarioErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ScenarioErrors {

    private final AnswerTexts texts;

    ScenarioErrors(AnswerTexts texts) {
        this.texts = texts;
    }

    /** An element of {@code errors[]}. */
    record CodedError(String field, String code, String message) {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ScenarioRefusedException e) {
        var errors = e.problems().stream()
                .map(problem -> new CodedError(problem.field(), problem.codeName(), texts.of(problem.detail())))
                .toList();
        var problem = problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                texts.of("scenario.refused"),
                errors.isEmpty() ? "" : errors.getFirst().message());
        problem.setProperty("errors", errors);
        return ResponseEntity.unprocessableContent().body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(ScenarioConflictException e) {
        var problem = problem(
                HttpStatus.CONFLICT, texts.of("scenario.conflict"), texts.of("scenario.conflict." + e.reason()));
        problem.setProperty("reason", e.reason());
        if (!e.waiting().isEmpty()) {
            problem.setProperty("waiting", e.waiting());
        }
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}

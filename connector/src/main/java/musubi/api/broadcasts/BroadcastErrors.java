package musubi.api.broadcasts;

import java.util.List;
import musubi.api.AnswerTexts;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastStateException;
import musubi.broadcast.QuotaException;
import musubi.result.ListRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps exceptions about broadcasts to the answers of the REST API. */
@RestControllerAdvice(basePackageClasses = BroadcastErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class BroadcastErrors {

    private final AnswerTexts texts;

    BroadcastErrors(AnswerTexts texts) {
        this.texts = texts;
    }

    /** An element of {@code errors[]}. */
    record CodedError(String field, String code, String message) {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(BroadcastRefusedException e) {
        var errors = e.problems().stream()
                .map(problem -> new CodedError(problem.field(), problem.codeName(), texts.of(problem.detail())))
                .toList();
        var problem = problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "rest.broadcast.refused",
                e.problems().stream()
                        .map(BroadcastProblem::detail)
                        .map(texts::of)
                        .findFirst()
                        .orElse(""));
        problem.setProperty("errors", errors);
        return ResponseEntity.unprocessableContent().body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongState(BroadcastStateException e) {
        var problem = problem(
                HttpStatus.CONFLICT,
                "rest.broadcast.state",
                texts.of("rest.broadcast.state.detail", texts.of("broadcast.state." + e.state())));
        problem.setProperty("state", e.state());
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> quota(QuotaException e) {
        var problem = problem(
                HttpStatus.CONFLICT,
                "rest.broadcast.quota",
                texts.of("rest.broadcast.quota.detail", e.needed(), e.left()));
        problem.setProperty("errors", List.of(new CodedError("", "QUOTA", problem.getDetail() + "")));
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noList(ListRefusedException e) {
        var reason = e.reason();
        var status = reason.isAboutName() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT;
        var problem = problem(status, "result.list.refused", texts.of("result.list.refused." + reason));
        problem.setProperty(
                "errors",
                List.of(new CodedError(reason.isAboutName() ? "name" : "of", reason.name(), problem.getDetail() + "")));
        return ResponseEntity.status(status).body(problem);
    }

    private ProblemDetail problem(HttpStatus status, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(texts.of(title));
        return problem;
    }
}

package musubi.console.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** What the steps to a new connection have in common. */
final class ConnectSteps {

    private static final List<String> ALL = List.of("line", "hubspot", "properties", "webhook");

    private ConnectSteps() {}

    /** A step in the row of them. */
    record Step(String code, int number, boolean here, boolean done) implements Serializable {}

    static List<Step> at(String code) {
        var here = ALL.indexOf(code);
        return ALL.stream()
                .map(each -> {
                    var place = ALL.indexOf(each);
                    return new Step(each, place + 1, place == here, place < here);
                })
                .toList();
    }

    /**
     * Leads to the next step, or shows what is wrong. A page with scripts shows that in its {@code result} part, so that
     * nothing has to be entered again.
     *
     * @param again renders the entire page, for browsers without scripts
     */
    static String answer(
            boolean well,
            String next,
            String template,
            HttpServletRequest request,
            HttpServletResponse response,
            Supplier<String> again) {
        var byScript = request.getHeader("HX-Request") != null;
        if (well && byScript) {
            response.setHeader("HX-Redirect", request.getContextPath() + next);
            return template + " :: result";
        }
        if (well) {
            return "redirect:" + next;
        }
        if (byScript) {
            return template + " :: result";
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return again.get();
    }
}

package musubi.console;

import musubi.connection.Connection;
import musubi.inbox.FailedEvents;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The number beside a place of the rail: how much there needs the person. */
@ControllerAdvice(basePackageClasses = Layout.class)
class RailCounts {

    private final FailedEvents failures;

    RailCounts(FailedEvents failures) {
        this.failures = failures;
    }

    /** Counts only when a page with the rail asks. */
    record Counts(FailedEvents failures, Layout frame) {

        /** Of the area with that code; 0: no number. */
        public long of(String area) {
            return area.equals(Section.FAILURES.code())
                    ? failures
                            .counts(frame.connections().stream()
                                    .map(Connection::id)
                                    .toList())
                            .values()
                            .stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    : 0;
        }
    }

    @ModelAttribute("railCounts")
    Counts counts(@ModelAttribute("frame") Layout frame) {
        return new Counts(failures, frame);
    }
}

package musubi.console.layout;

import musubi.connection.Connection;
import musubi.inbox.FailedEvents;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The number beside a section in the main menu: how many things there wait for a person. */
@ControllerAdvice(annotations = ConsolePage.class)
class MenuCounts {

    private static final String FAILURES = "failures";

    private final FailedEvents failures;

    MenuCounts(FailedEvents failures) {
        this.failures = failures;
    }

    /** Asks the database only when a template asks for a number. */
    record Counts(FailedEvents failures, Layout layout) {

        /** The number of a section, by its code; 0: none is shown. */
        public long of(String section) {
            return section.equals(FAILURES)
                    ? failures
                            .counts(layout.connections().stream()
                                    .map(Connection::id)
                                    .toList())
                            .values()
                            .stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    : 0;
        }
    }

    @ModelAttribute("menuCounts")
    Counts counts(@ModelAttribute(name = "layout", binding = false) Layout layout) {
        return new Counts(failures, layout);
    }
}

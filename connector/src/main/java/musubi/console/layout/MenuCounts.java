package musubi.console.layout;

import musubi.connection.Connection;
import musubi.inbox.Inbox;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The number beside a section in the main menu: how many things there wait for a person. */
@ControllerAdvice(annotations = ConsolePage.class)
class MenuCounts {

    private static final String FAILURES = "failures";

    private final Inbox inbox;

    MenuCounts(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Asks the database only when a template asks for a number. */
    record Counts(Inbox inbox, Layout layout) {

        /** The number of a section, by its code; 0: none is shown. */
        public long of(String section) {
            return section.equals(FAILURES)
                    ? inbox
                            .failureCounts(layout.connections().stream()
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
    Counts counts(@ModelAttribute("layout") Layout layout) {
        return new Counts(inbox, layout);
    }
}

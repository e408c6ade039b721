package musubi.console.connection;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.console.layout.ConsolePage;
import musubi.delivery.days.SentDays;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.MessageQuota;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** How many messages does this month still have? A part of {@link ConnectionPage}, since LINE is asked for it. */
@ConsolePage
class MonthPage {

    /** Two methods a day: about a week. */
    private static final int DAYS = 14;

    private final Connections connections;
    private final LineClient line;
    private final SentDays days;
    private final Clock clock;

    MonthPage(Connections connections, LineClient line, SentDays days, Clock clock) {
        this.connections = connections;
        this.line = line;
        this.days = days;
        this.clock = clock;
    }

    @GetMapping("/connections/{id}/month")
    String month(@PathVariable UUID id, Model model) {
        var connection = connections.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("it", connection);
        model.addAttribute("month", of(connection));
        return "console/month :: month";
    }

    /** Asks LINE. */
    MonthView of(Connection connection) {
        Optional<MessageQuota> quota = Optional.empty();
        Optional<MessageSourceResolvable> trouble = Optional.empty();
        try {
            quota = Optional.of(line.messageQuota(connections.lineChannel(connection.id())));
        } catch (LineException e) {
            trouble = Optional.of(e.failure().text());
        }
        return new MonthView(
                quota,
                trouble,
                connection.options().sending(),
                days.newest(connection.id(), DAYS),
                clock.instant().atZone(connection.timeZone()));
    }
}

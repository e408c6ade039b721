package musubi.console.settings;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import musubi.console.layout.Chart;
import musubi.console.layout.Chart.Kind;
import musubi.console.layout.Chart.Row;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.console.settings.Throughput.Measure;
import musubi.console.settings.Throughput.Step;
import musubi.inbox.Backlog;
import musubi.inbox.EventQueue;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The state of this Musubi: health, versions, disk space, throughput and backlog. */
@ConsolePage
class SystemPage {

    private static final Backlog NONE = new Backlog(0, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final HealthEndpoint health;
    private final Installation installation;
    private final Throughput throughput;
    private final EventQueue inbox;
    private final Clock clock;

    SystemPage(HealthEndpoint health, Installation installation, Throughput throughput, EventQueue inbox, Clock clock) {
        this.health = health;
        this.installation = installation;
        this.throughput = throughput;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** A part of Musubi, and whether it works. */
    record Part(String title, boolean well) {}

    /** The backlog of a connection. */
    record Waiting(String name, Backlog backlog) {}

    @GetMapping("/system")
    String system(@ModelAttribute("layout") Layout layout, Model model) {
        var backlogs = inbox.backlogs();
        var hour = throughput.lastHour();
        model.addAttribute(
                "parts",
                List.of(
                        new Part("system.part.database", well("db")),
                        new Part("system.part.readiness", well("readiness")),
                        new Part("system.part.liveness", well("liveness"))));
        model.addAttribute("installation", installation.now());
        var totals = new EnumMap<Measure, Long>(Measure.class);
        for (var measure : Measure.values()) {
            totals.put(measure, Throughput.total(hour, measure));
        }
        model.addAttribute("totals", totals);
        model.addAttribute("work", chart(hour, layout.zone(), Measure.EVENTS, Measure.CONTACTS));
        model.addAttribute("calls", chart(hour, layout.zone(), Measure.HUBSPOT, Measure.LINE));
        model.addAttribute(
                "waiting",
                layout.connections().stream()
                        .map(connection -> new Waiting(connection.name(), backlogs.getOrDefault(connection.id(), NONE)))
                        .toList());
        model.addAttribute("asOf", clock.instant().atZone(layout.zone()));
        return "console/system";
    }

    private static Chart chart(List<Step> hour, ZoneId zone, Measure... measures) {
        return new Chart(
                Kind.BAR,
                Arrays.stream(measures)
                        .map(measure -> "system.series." + measure)
                        .toList(),
                hour.stream()
                        .map(step -> new Row(
                                TIME.format(step.from().atZone(zone)),
                                Arrays.stream(measures).map(step::count).toList()))
                        .toList());
    }

    private boolean well(String component) {
        return Optional.ofNullable(health.healthForPath(component))
                .filter(found -> Status.UP.equals(found.getStatus()))
                .isPresent();
    }
}

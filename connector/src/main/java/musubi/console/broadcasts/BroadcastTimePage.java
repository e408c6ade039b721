package musubi.console.broadcasts;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastStateException;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.NewBroadcast;
import musubi.connection.Connection;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Another time for a broadcast that is scheduled. The form is on the broadcast's own page. */
@ConsolePage
@RequestMapping("/broadcasts/{broadcastId}/time")
class BroadcastTimePage {

    private final Broadcasts broadcasts;
    private final BroadcastViews views;
    private final BroadcastPage page;
    private final AuditLog audit;
    private final Clock clock;

    BroadcastTimePage(Broadcasts broadcasts, BroadcastViews views, BroadcastPage page, AuditLog audit, Clock clock) {
        this.broadcasts = broadcasts;
        this.views = views;
        this.page = page;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param at to the minute, in the portal's zone, as browsers write it */
    @PostMapping
    ModelAndView move(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "") String at,
            @ModelAttribute("layout") Layout layout,
            RedirectAttributes flash) {
        var one = views.one(broadcastId);
        var connection = views.connection(one.connectionId());
        var wanted = instant(at, connection.timeZone());
        if (!views.view(one).movable()) {
            flash.addFlashAttribute("failed", "broadcasts.moved");
        } else if (wanted.isEmpty()) {
            return refused(one, at, "broadcasts.move.wrong");
        } else if (wanted.get().isBefore(clock.instant())) {
            return refused(one, at, "broadcasts.move.passed");
        } else {
            try {
                broadcasts.change(
                        broadcastId,
                        new NewBroadcast(one.title(), one.content(), one.audience(), one.tracking(), wanted));
                audit.record("broadcast.rescheduled", one.title(), broadcastId.toString());
                flash.addFlashAttribute(
                        "did",
                        isQuiet(wanted.get(), connection)
                                ? "broadcasts.did.rescheduled.quiet"
                                : "broadcasts.did.rescheduled");
                flash.addFlashAttribute("didWith", layout.moment(wanted.get().atZone(connection.timeZone())));
            } catch (BroadcastRefusedException passedJustNow) {
                return refused(one, at, "broadcasts.move.passed");
            } catch (BroadcastStateException moved) {
                flash.addFlashAttribute("failed", "broadcasts.moved");
            }
        }
        return new ModelAndView("redirect:/broadcasts/" + broadcastId);
    }

    private ModelAndView refused(Broadcast one, String at, String why) {
        return page.show(one, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("timeGiven", at)
                .addObject("timeRefused", why);
    }

    private static boolean isQuiet(Instant at, Connection connection) {
        return connection
                .options()
                .sending()
                .quietHours()
                .filter(hours -> hours.contains(at, connection.timeZone()))
                .isPresent();
    }

    private static Optional<Instant> instant(String at, ZoneId zone) {
        try {
            return Optional.of(LocalDateTime.parse(at.strip())
                    .truncatedTo(ChronoUnit.MINUTES)
                    .atZone(zone)
                    .toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}

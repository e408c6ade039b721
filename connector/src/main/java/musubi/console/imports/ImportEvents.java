package musubi.console.imports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.friends.Import;
import musubi.friends.Imports;
import musubi.user.Person;
import musubi.user.Sessions;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Sends the progress of an import to browsers as server-sent events: {@code progress} with the changing part of the page, and
 * {@code end} with its last state. A stream lasts five minutes at most; browsers then open another, which is refused to
 * people who have been signed out meanwhile.
 */
@ConsolePage
class ImportEvents {

    private static final Duration MAX_DURATION = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Intervals without a change, after which a comment keeps the stream open. */
    private static final int HEARTBEAT = 15;

    /** Intervals after which the stream looks whether its session was ended. */
    private static final int SESSION_LOOK = 5;

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final ImportViews views;
    private final ITemplateEngine templates;
    private final ImportWatch watch;
    private final Sessions sessions;
    private final LiveStreams streams = new LiveStreams();

    ImportEvents(ImportViews views, Imports imports, ITemplateEngine templates, Sessions sessions, Clock clock) {
        this.watch = new ImportWatch(imports::find, clock);
        this.views = views;
        this.sessions = sessions;
        this.templates = templates;
    }

    @GetMapping(path = "/connections/{id}/imports/{importId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable UUID id,
            @PathVariable UUID importId,
            @ModelAttribute("layout") Layout layout,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        views.one(id, importId);
        Object person = layout.person().<Object>map(Person::id).orElse("nobody");
        // browsers then poll
        var stream = streams.open(person).orElseThrow(() -> new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS));
        // nginx would buffer events
        response.setHeader("X-Accel-Buffering", "no");
        var emitter = new SseEmitter(MAX_DURATION.plusSeconds(10).toMillis());
        var zone = layout.zone();
        var session = sessions.id(request);
        Thread.ofVirtual()
                .name("import-events")
                .start(() -> send(emitter, stream, session, importId, one -> part(one, locale, zone)));
        return emitter;
    }

    /** Open streams would delay the end of the process. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        streams.end();
    }

    private void send(
            SseEmitter emitter,
            LiveStreams.Stream stream,
            Optional<UUID> session,
            UUID importId,
            Function<Import, String> part) {
        try (stream) {
            stream(emitter, stream, session, importId, part);
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // the browser left, or was signed out
            emitter.complete();
        } catch (DataAccessException | ResponseStatusException away) {
            // the browser asks again
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.tidy();
        }
    }

    private void stream(
            SseEmitter emitter,
            LiveStreams.Stream stream,
            Optional<UUID> session,
            UUID importId,
            Function<Import, String> part)
            throws IOException, InterruptedException {
        var last = "";
        var quiet = 0;
        for (var round = 0L; round < MAX_DURATION.toSeconds() && isSignedIn(session, round); round++) {
            var one = watch.find(importId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            var now = part.apply(one);
            quiet = now.equals(last) ? quiet + 1 : 0;
            if (one.state().ended()) {
                send(emitter, "end", now);
                return;
            }
            if (quiet == 0) {
                send(emitter, "progress", now);
            } else if (quiet % HEARTBEAT == 0) {
                emitter.send(SseEmitter.event().comment("alive"));
            }
            last = now;
            if (stream.sleep(INTERVAL)) {
                return;
            }
        }
    }

    /** Asked every few seconds; does not count as use of the session. */
    private boolean isSignedIn(Optional<UUID> session, long round) {
        return round % SESSION_LOOK != 0 || session.filter(sessions::isOpen).isPresent();
    }

    private String part(Import one, Locale locale, ZoneId zone) {
        return templates.process(
                "console/import-parts", Set.of("progress"), new Context(locale, Map.of("one", views.view(one, zone))));
    }

    private static void send(SseEmitter emitter, String event, String part) throws IOException {
        emitter.send(SseEmitter.event().name(event).reconnectTime(2_000).data(part, TEXT));
    }
}

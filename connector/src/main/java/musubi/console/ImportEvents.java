package musubi.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import musubi.friends.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Tells browsers by server-sent events how far an import is: {@code progress} with the changing part of the page, and
 * {@code end} with the last of it. A stream lasts five minutes; browsers ask again by themselves, and who has been signed
 * out meanwhile gets no other.
 */
@Hidden
@Controller
class ImportEvents {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int STREAMS = 200;
    /** Rounds of a second without news, after which the line is shown to be alive. */
    private static final int HEARTBEAT = 15;

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final ImportViews views;
    private final ITemplateEngine templates;
    private final Semaphore streams = new Semaphore(STREAMS);
    private final CountDownLatch closing = new CountDownLatch(1);

    ImportEvents(ImportViews views, ITemplateEngine templates) {
        this.views = views;
        this.templates = templates;
    }

    @GetMapping(path = "/connections/{id}/imports/{importId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable UUID id,
            @PathVariable UUID importId,
            @ModelAttribute("frame") Frame frame,
            Locale locale,
            HttpServletResponse response) {
        views.one(id, importId);
        if (!streams.tryAcquire()) {
            // browsers then look now and again
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        // nginx would hold events back
        response.setHeader("X-Accel-Buffering", "no");
        var emitter = new SseEmitter(LIFE.plusSeconds(10).toMillis());
        var zone = frame.zone();
        Thread.ofVirtual().name("import-events").start(() -> tell(emitter, id, importId, locale, zone));
        return emitter;
    }

    /** Streams would hold up the end of the process. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }

    private void tell(SseEmitter emitter, UUID id, UUID importId, Locale locale, ZoneId zone) {
        try {
            stream(emitter, id, importId, locale, zone);
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // the browser left
        } catch (DataAccessException | ResponseStatusException away) {
            // the browser asks again
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.release();
        }
    }

    private void stream(SseEmitter emitter, UUID id, UUID importId, Locale locale, ZoneId zone)
            throws IOException, InterruptedException {
        var last = "";
        var quiet = 0;
        for (var round = 0L; round < LIFE.toSeconds(); round++) {
            var one = views.one(id, importId);
            var part = part(one, locale, zone);
            quiet = part.equals(last) ? quiet + 1 : 0;
            if (one.state().ended()) {
                send(emitter, "end", part);
                return;
            }
            if (quiet == 0) {
                send(emitter, "progress", part);
            } else if (quiet % HEARTBEAT == 0) {
                emitter.send(SseEmitter.event().comment("still there"));
            }
            last = part;
            if (closing.await(1, TimeUnit.SECONDS)) {
                return;
            }
        }
    }

    private String part(Import one, Locale locale, ZoneId zone) {
        return templates.process(
                "console/import-parts", Set.of("progress"), new Context(locale, Map.of("one", views.view(one, zone))));
    }

    private static void send(SseEmitter emitter, String event, String part) throws IOException {
        emitter.send(SseEmitter.event().name(event).reconnectTime(2_000).data(part, TEXT));
    }
}

package musubi.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged while it is open; no application starts meanwhile, which would end it. */
public final class WatchedLog implements AutoCloseable {

    private final ApplicationStarts.Pause starts = ApplicationStarts.notMeanwhile();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger watched;
    private final @Nullable Level level;

    private WatchedLog(String logger) {
        this.watched = (Logger) LoggerFactory.getLogger(logger);
        this.level = watched.getLevel();
        events.start();
        root.addAppender(events);
    }

    /** Of all loggers, at their usual levels. */
    public static WatchedLog open() {
        return new WatchedLog(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** The same, of that logger and those below it everything. */
    public static WatchedLog everythingOf(String logger) {
        var log = new WatchedLog(logger);
        log.watched.setLevel(Level.TRACE);
        return log;
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(events.list);
    }

    public List<String> messages() {
        return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        watched.setLevel(level);
        root.detachAppender(events);
        starts.close();
    }
}

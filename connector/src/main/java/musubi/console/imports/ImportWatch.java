package musubi.console.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import musubi.friends.Import;

/** Imports for those who watch them: each is read at most once a second, however many people watch. */
final class ImportWatch {

    /** A little less than the second after which each of them asks again. */
    private static final Duration TTL = Duration.ofMillis(950);

    private static final Duration RETENTION = Duration.ofMinutes(1);

    private record Seen(Optional<Import> one, Instant at) {}

    private final Function<UUID, Optional<Import>> imports;
    private final InstantSource clock;
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    ImportWatch(Function<UUID, Optional<Import>> imports, InstantSource clock) {
        this.imports = imports;
        this.clock = clock;
    }

    /** The import as it was less than a second ago. */
    Optional<Import> find(UUID id) {
        return seen.compute(id, (ignored, last) -> {
                    var now = clock.instant();
                    return last != null && now.isBefore(last.at().plus(TTL)) ? last : new Seen(imports.apply(id), now);
                })
                .one();
    }

    /** Forgets imports that nobody watches any more. */
    void tidy() {
        var oldest = clock.instant().minus(RETENTION);
        seen.values().removeIf(each -> each.at().isBefore(oldest));
    }
}

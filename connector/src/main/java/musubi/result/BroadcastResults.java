package musubi.result;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.result.store.ProgressRepository;
import org.springframework.stereotype.Component;

/** How far it is with what broadcasts leave on contacts. */
@Component
public final class BroadcastResults {

    private final ProgressRepository repository;

    BroadcastResults(ProgressRepository repository) {
        this.repository = repository;
    }

    /** Of one broadcast; empty before it begins to send. */
    public Optional<ResultProgress> of(UUID broadcastId) {
        return Optional.ofNullable(of(List.of(broadcastId)).get(broadcastId));
    }

    /** Of some, in one query. Those that have not begun to send are left out. */
    public Map<UUID, ResultProgress> of(Collection<UUID> broadcastIds) {
        return repository.find(broadcastIds);
    }
}

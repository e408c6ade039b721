package musubi.connection.oauth;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import musubi.system.change.ChangeListener;
import org.springframework.stereotype.Component;

/** The grants in memory, by portal. What another node writes or deletes is told by the database, see {@link #find} where it is not. */
@Component
final class GrantCache implements ChangeListener {

    private final GrantRepository repository;
    private final Map<Long, Grant> grants = new ConcurrentHashMap<>();

    GrantCache(GrantRepository repository) {
        this.repository = repository;
    }

    /** From memory if it is valid, else from the database: the app may have been installed again on another node. */
    Optional<Grant> find(long portalId) {
        var valid = findValidInMemory(portalId);
        if (valid.isPresent()) {
            return valid;
        }
        var read = repository.find(portalId);
        read.ifPresent(this::put);
        return read;
    }

    Optional<Grant> findValidInMemory(long portalId) {
        return Optional.ofNullable(grants.get(portalId)).filter(Grant::valid);
    }

    void put(Grant grant) {
        grants.put(grant.portalId(), grant);
    }

    void remove(long portalId) {
        grants.remove(portalId);
    }

    @Override
    public Set<String> tables() {
        return Set.of("hubspot_grant");
    }

    /** One query for all, however many portals there are; only those that somebody else has written are read. */
    @Override
    public void changed() {
        var stored = repository.marks(grants.keySet());
        grants.forEach((portalId, grant) -> {
            var mark = stored.get(portalId);
            if (mark == null) {
                remove(portalId);
            } else if (!mark.isOf(grant)) {
                repository.find(portalId).ifPresentOrElse(this::put, () -> remove(portalId));
            }
        });
    }
}

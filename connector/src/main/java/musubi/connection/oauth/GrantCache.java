package musubi.connection.oauth;

import java.util.List;
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

    @Override
    public void changed() {
        List.copyOf(grants.keySet())
                .forEach(portalId -> repository.find(portalId).ifPresentOrElse(this::put, () -> remove(portalId)));
    }
}

package musubi.connection.oauth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The grants in memory, by portal. */
@Component
final class GrantCache {

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
}

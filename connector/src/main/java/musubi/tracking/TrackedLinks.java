package musubi.tracking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.sending.Utm;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;

/** Makes links of messages countable. */
@Component
public final class TrackedLinks {

    /** Where links of ours begin. */
    static final String PATH = "/t/";

    private final TrackedLinkRepository repository;
    private final LinkTargets targets;
    private final LinkTokens tokens;
    private final PublicAddress address;

    TrackedLinks(TrackedLinkRepository repository, LinkTargets targets, LinkTokens tokens, PublicAddress address) {
        this.repository = repository;
        this.targets = targets;
        this.tokens = tokens;
        this.address = address;
    }

    /**
     * The links of a message.
     *
     * @param id of the broadcast
     * @param variant index of the message among those of the broadcast
     * @param utm added to targets
     */
    public MessageLinks of(UUID id, int variant, List<MessageLinks.Written> written, Optional<Utm> utm) {
        return new MessageLinks(
                id, variant, written, utm, tokens, address.of(PATH).toString());
    }

    /**
     * Keeps where its links lead, before the first of them is sent. A broadcast that was taken back and changed leads elsewhere then; other
     * nodes learn that within seconds.
     */
    public void register(UUID id, UUID connectionId, List<TrackedLink> links) {
        if (!links.isEmpty()) {
            repository.put(id, connectionId, links);
            targets.forget(id);
        }
    }

    /** Its links lead nowhere any more, and its counts are deleted. In the caller's transaction. */
    public void delete(UUID id) {
        repository.delete(id);
        targets.forget(id);
    }
}

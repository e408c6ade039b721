package musubi.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.sending.Utm;
import musubi.system.PublicAddress;
import musubi.tracking.step.ScenarioStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes links of messages countable. */
@Component
public final class TrackedLinks {

    /** Where links of ours begin. */
    static final String PATH = "/t/";

    private final TrackedLinkRepository repository;
    private final LinkTargets targets;
    private final LinkTokens tokens;
    private final PublicAddress address;
    private final TransactionTemplate transaction;

    TrackedLinks(
            TrackedLinkRepository repository,
            LinkTargets targets,
            LinkTokens tokens,
            PublicAddress address,
            TransactionTemplate transaction) {
        this.repository = repository;
        this.targets = targets;
        this.tokens = tokens;
        this.address = address;
        this.transaction = transaction;
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
     * The links of the message of a scenario's step; where they lead is kept, for as long as the scenario. The same links have the same
     * addresses, however often the step is changed.
     *
     * @param utm added to targets
     * @throws RuntimeException when the database does not answer
     */
    public MessageLinks of(
            ScenarioStep step, UUID connectionId, List<MessageLinks.Written> written, Optional<Utm> utm) {
        var links = of(step.trackedId(), 0, written, utm);
        return links.isEmpty() ? links : links.numbered(numbers(step, connectionId, links.tracked()));
    }

    private Map<Integer, Integer> numbers(ScenarioStep step, UUID connectionId, List<TrackedLink> links) {
        var known = numbers(step, links);
        if (known.size() == links.size()) {
            return known;
        }
        transaction.executeWithoutResult(_ -> repository.add(step, connectionId, links));
        targets.forget(step.trackedId());
        return numbers(step, links);
    }

    private Map<Integer, Integer> numbers(ScenarioStep step, List<TrackedLink> links) {
        var known = targets.of(step.trackedId())
                .map(LinkTargets.Targets::links)
                .orElse(Map.of())
                .values();
        Map<Integer, Integer> numbers = new HashMap<>();
        for (var link : links) {
            known.stream()
                    .filter(one -> one.source().equals(link.source())
                            && one.target().equals(link.target())
                            && one.title().equals(link.title()))
                    .findFirst()
                    .ifPresent(one -> numbers.put(link.number(), one.number()));
        }
        return numbers;
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

package musubi.result.list;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.list.StaticLists;
import musubi.result.ListRefusedException;
import musubi.result.ListRefusedException.Reason;
import musubi.result.store.ListRepository;
import musubi.result.store.ListRepository.StoredList;
import org.springframework.stereotype.Component;

/**
 * Makes a list in HubSpot, once. The name is found to be free before the first attempt is noted; where the name is taken after that, the list
 * is the one whose answer was lost.
 */
@Component
public final class MakeList {

    private static final int ATTEMPTS = 4;

    /** For so long HubSpot may not find a list that it has just made. */
    private static final Duration MOMENT = Duration.ofMillis(700);

    private final StaticLists lists;
    private final ListRepository repository;

    MakeList(StaticLists lists, ListRepository repository) {
        this.lists = lists;
        this.repository = repository;
    }

    /**
     * Makes it, unless it is there.
     *
     * @return HubSpot's id
     * @throws ListRefusedException when another list has the name
     * @throws HubSpotException when HubSpot refuses, and nothing was made; of kind {@code RETRY} it may have been, and goes on by itself
     */
    public long make(StoredList list, PortalAccess access) {
        if (list.listId().isPresent()) {
            return list.listId().getAsLong();
        }
        if (!list.attempted()) {
            requireFree(list, access);
            repository.attempted(list.id());
        }
        HubSpotException lost = null;
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                var made = made(list, access);
                if (made.isPresent()) {
                    repository.made(list.id(), made.get());
                    return made.get();
                }
            } catch (HubSpotException e) {
                if (e.kind() != Kind.RETRY) {
                    if (!list.attempted() && lost == null) {
                        repository.delete(list.id());
                    }
                    throw e;
                }
                lost = e;
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        throw lost == null ? HubSpotException.notShownYet("HubSpot does not find the list yet") : lost;
    }

    private void requireFree(StoredList list, PortalAccess access) {
        try {
            if (lists.find(access, list.name()).isEmpty()) {
                return;
            }
        } catch (HubSpotException e) {
            repository.delete(list.id());
            throw e;
        }
        repository.delete(list.id());
        throw new ListRefusedException(Reason.NAME_TAKEN);
    }

    /** Empty while HubSpot has it and does not find it. */
    private Optional<Long> made(StoredList list, PortalAccess access) {
        var id = lists.create(access, list.name());
        var found = id.isPresent() ? id : lists.find(access, list.name());
        if (id.isEmpty() && found.isPresent() && repository.isOfAnother(list, found.getAsLong())) {
            repository.delete(list.id());
            throw new ListRefusedException(Reason.NAME_TAKEN);
        }
        return found.isPresent() ? Optional.of(found.getAsLong()) : Optional.empty();
    }
}

package musubi.sync.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import musubi.contact.ContactRules;
import musubi.contact.Fact;
import musubi.contact.Source;
import musubi.hubspot.HubSpotClient;
import musubi.sync.batch.ReadContacts.Contacts;

/**
 * Decides whether the contacts of a batch are created before any is read. Where nearly all friends are new, the read is a call for nothing; where many have a
 * contact, it saves one (docs/adr/0060). What the last batches met decides: those of one connection, either of its imports or of what friends do. Kept in memory
 * alone: a new owner of the portal reads first.
 */
public final class CreateFirst {

    /** So many friends have to be new in a row: a full batch. */
    static final int MIN_NEW = HubSpotClient.BATCH;

    /** Of a batch, so many percent have to be new. */
    static final int MIN_NEW_PERCENT = 95;

    /**
     * So long after a read contacts are created without one. HubSpot refuses to read by a property that is not unique, so each read shows that HubSpot
     * refuses a second contact of a friend.
     */
    static final Duration READ_TTL = Duration.ofMinutes(1);

    /** All that may be known of a friend who may well be new; for everything else a contact is looked for first. */
    private static final Set<Class<?>> FACTS =
            Set.of(Fact.Creation.class, Fact.Following.class, Fact.ProfileRefresh.class);

    private static final Set<Source> SOURCES = Set.of(Source.FOLLOW, Source.IMPORT);

    private final Clock clock;
    private int newInARow;
    private Instant readAt = Instant.EPOCH;

    public CreateFirst(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whether these friends may all be new: they followed or are imported, did nothing else, and get a contact where they have none. What was tried before may
     * have been created.
     *
     * @param autoCreate whether friends without a contact get one
     */
    public static boolean mayBeNew(List<FriendWork> work, boolean autoCreate) {
        return !work.isEmpty() && work.stream().allMatch(friend -> mayBeNew(friend, autoCreate));
    }

    private static boolean mayBeNew(FriendWork work, boolean autoCreate) {
        return work.attempts() == 0
                && FACTS.containsAll(work.change().facts().keySet())
                && ContactRules.creation(work.change(), autoCreate)
                        .map(Fact.Creation::source)
                        .filter(SOURCES::contains)
                        .isPresent();
    }

    /** Whether the next batch of friends who may be new is created first. */
    public synchronized boolean isDue() {
        return newInARow >= MIN_NEW && clock.instant().isBefore(readAt.plus(READ_TTL));
    }

    /**
     * A batch of friends who may be new ended, however it went.
     *
     * @param contacts of all of its friends, as they were read or expected
     * @param created how many contacts HubSpot said that it created
     */
    public synchronized void met(Contacts contacts, int created) {
        var friends = contacts.read().found().size() + contacts.read().absent().size();
        if (created * 100 < friends * MIN_NEW_PERCENT) {
            newInARow = 0;
            return;
        }
        newInARow = Math.min(newInARow + created, MIN_NEW);
        if (contacts.asked() && contacts.at().isAfter(readAt)) {
            readAt = contacts.at();
        }
    }
}

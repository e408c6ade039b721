package musubi.inbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Which events came in, so that {@link EventQueue#append} leaves out repeats; kept until they are forgotten here. */
public interface SeenEvents {

    /**
     * How many events came in since that moment, whatever became of them; repeats count once. Counted by quarters of an hour: the
     * one that holds the moment counts only if the moment is its beginning.
     */
    long arrivedSince(UUID connectionId, Instant moment);

    /** The same by quarter of an hour, in one query; quarters without events and connections without any are left out. */
    Map<UUID, Map<Instant, Long>> arrivedByQuarter(Collection<UUID> connections, Instant since);

    /**
     * Forgets events seen before that moment: repeats of them would count as new.
     *
     * @param except connections of which nothing is forgotten
     */
    void forgetBefore(Instant moment, Collection<UUID> except);
}

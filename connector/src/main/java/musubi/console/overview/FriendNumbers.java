package musubi.console.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import musubi.connection.Connection;
import musubi.connection.ConnectionDeleted;
import musubi.connection.UnknownConnectionException;
import musubi.contact.FollowState;
import musubi.friends.FriendList;
import musubi.friends.FriendPage;
import musubi.friends.FriendQuery;
import musubi.friends.FriendQuery.Order;
import musubi.hubspot.HubSpotException;
import musubi.system.WorkerFailures;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How many friends a connection has, asked of HubSpot beside the pages that show it: three searches a minute for a connection that somebody looks
 * at, however many look. Nothing but the numbers is kept, and only in memory.
 */
@Component
class FriendNumbers {

    private static final Duration FRESH = Duration.ofMinutes(1);
    /** Connections that are asked about side by side. */
    private static final int AT_A_TIME = 4;

    private static final FriendQuery FOLLOWING =
            new FriendQuery("", Optional.of(FollowState.YES), Optional.empty(), Order.NEWEST, 1, "");
    private static final FriendQuery UNANSWERED =
            new FriendQuery("", Optional.empty(), Optional.empty(), true, Order.NEWEST, 1, "");

    private static final FriendQuery OPTED_OUT = new FriendQuery(
            "", Optional.empty(), Optional.empty(), false, Optional.of(FollowState.YES), Order.NEWEST, 1, "");

    private final Map<UUID, Answer> answers = new ConcurrentHashMap<>();
    private final Set<UUID> asking = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final FriendList friends;
    private final Clock clock;

    FriendNumbers(FriendList friends, Clock clock) {
        this.friends = friends;
        this.clock = clock;
    }

    /**
     * Numbers of friends; HubSpot counts to {@link FriendPage#COUNTED}.
     *
     * @param at when they were true
     */
    record Numbers(long following, long unanswered, long optedOut, Instant at) {

        /** Whether there may be more than one of these numbers. */
        public boolean atLeast(long number) {
            return number >= FriendPage.COUNTED;
        }
    }

    /**
     * What is known.
     *
     * @param numbers the last ones; empty: none yet
     * @param failed whether HubSpot did not answer the last time
     * @param askedAt when that was
     */
    record Answer(Optional<Numbers> numbers, boolean failed, Instant askedAt) {

        /** Nothing yet. */
        static final Answer NONE = new Answer(Optional.empty(), false, Instant.MIN);
    }

    /**
     * What is known now. Returns at once; HubSpot is asked beside it when that is older than a minute.
     *
     * @param mayAsk false while HubSpot is not to be called
     */
    Answer of(Connection connection, boolean mayAsk) {
        var answer = answers.getOrDefault(connection.id(), Answer.NONE);
        if (mayAsk && answer.askedAt().isBefore(clock.instant().minus(FRESH)) && asking.add(connection.id())) {
            Thread.ofVirtual().name("friend-numbers").start(() -> ask(connection, answer));
        }
        return answer;
    }

    private void ask(Connection connection, Answer before) {
        try {
            free.acquire();
            try {
                answers.put(connection.id(), answer(connection, before));
            } finally {
                free.release();
            }
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } catch (UnknownConnectionException ignored) {
            // it was deleted meanwhile
        } catch (RuntimeException failure) {
            WorkerFailures.record("friend-numbers", failure);
        } finally {
            asking.remove(connection.id());
        }
    }

    private Answer answer(Connection connection, Answer before) {
        try {
            var following = friends.page(connection, FOLLOWING).total();
            var unanswered = friends.page(connection, UNANSWERED).total();
            var optedOut = friends.page(connection, OPTED_OUT).total();
            var now = clock.instant();
            return new Answer(Optional.of(new Numbers(following, unanswered, optedOut, now)), false, now);
        } catch (HubSpotException ignored) {
            return new Answer(before.numbers(), true, clock.instant());
        }
    }

    @EventListener
    void forget(ConnectionDeleted deleted) {
        answers.remove(deleted.id());
    }
}

package musubi.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.contact.LineUserId;
import musubi.inbox.PendingEvent;
import musubi.sync.batch.FriendWork;

/**
 * Events taken from the queue, by what is to be done with them.
 *
 * @param work changes of friends' contacts, folded by friend
 * @param tasks requests for a task for the owner of a friend's contact, of friends without other work: a task tells what the contact says
 *     when all else is written, so the others stay in the queue until then
 * @param asked the friends for whom a task is requested already and waits
 * @param unreadable events that cannot be applied: of an unknown kind, with a payload that cannot be read, or without a LINE user id
 */
record ClaimedEvents(
        List<FriendWork> work, List<PendingEvent> tasks, Set<String> asked, List<PendingEvent> unreadable) {

    /** @param friends events of so many friends at most; the others stay in the queue */
    static ClaimedEvents of(List<PendingEvent> events, int friends) {
        var work = new LinkedHashMap<String, FriendWork>();
        var tasks = new ArrayList<PendingEvent>();
        var unreadable = new ArrayList<PendingEvent>();
        var known = new HashSet<String>();
        for (var event : events) {
            var friend = LineUserId.parse(event.friend());
            var change = Payload.change(event.payload());
            var isTask = Payload.task(event.payload()).isPresent();
            if (friend.isEmpty() || (change.isEmpty() && !isTask)) {
                unreadable.add(event);
            } else if (known.contains(event.friend()) || known.size() < friends) {
                known.add(event.friend());
                change.ifPresent(of ->
                        work.merge(event.friend(), new FriendWork(friend.get(), of, List.of(event)), FriendWork::and));
                if (isTask) {
                    tasks.add(event);
                }
            }
        }
        var asked = tasks.stream().map(PendingEvent::friend).collect(Collectors.toSet());
        tasks.removeIf(task -> work.containsKey(task.friend()));
        return new ClaimedEvents(List.copyOf(work.values()), tasks, asked, unreadable);
    }

    boolean isEmpty() {
        return work.isEmpty() && tasks.isEmpty() && unreadable.isEmpty();
    }

    /** How many there are. */
    int events() {
        return work.stream().mapToInt(friend -> friend.events().size()).sum() + tasks.size() + unreadable.size();
    }

    /** All friends of these events. */
    Set<String> friends() {
        var friends = new HashSet<>(toRead());
        unreadable.forEach(event -> friends.add(event.friend()));
        return friends;
    }

    /** Those whose contacts have to be read. */
    List<String> toRead() {
        var friends = new HashSet<String>();
        work.forEach(friend -> friends.add(friend.friend().value()));
        tasks.forEach(event -> friends.add(event.friend()));
        return List.copyOf(friends);
    }
}

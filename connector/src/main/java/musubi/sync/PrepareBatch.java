package musubi.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.contact.LineUserId;
import musubi.inbox.PendingEvent;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.FriendWork;
import org.springframework.stereotype.Component;

/** What is done with a batch's events before any call: unreadable ones fail, and taken-back messages lose their text. */
@Component
final class PrepareBatch {

    private final WrongIds wrongIds;
    private final TakenBackMessages takenBack;

    PrepareBatch(WrongIds wrongIds, TakenBackMessages takenBack) {
        this.wrongIds = wrongIds;
        this.takenBack = takenBack;
    }

    /**
     * Records the unreadable events as failures. A contact whose LINE user id is invalid is listed once, and again when a
     * person has it tried again.
     *
     * @return the invalid ids that are listed now, by record id
     */
    Map<String, String> fail(UUID connectionId, List<PendingEvent> unreadable, BatchOutcomes outcomes) {
        var byValidity = unreadable.stream()
                .collect(Collectors.partitioningBy(
                        event -> LineUserId.parse(event.friend()).isPresent()));
        outcomes.fail(byValidity.getOrDefault(true, List.of()), Reason.UNREADABLE, "", "");
        return failInvalidIds(connectionId, byValidity.getOrDefault(false, List.of()), outcomes);
    }

    private Map<String, String> failInvalidIds(UUID connectionId, List<PendingEvent> events, BatchOutcomes outcomes) {
        var values = new HashMap<String, String>();
        events.forEach(event -> values.put(Payload.recordId(event.payload()), event.friend()));
        var listed = wrongIds.listed(connectionId, values);
        var failed = new HashMap<String, String>();
        for (var event : events) {
            var recordId = Payload.recordId(event.payload());
            if (event.attempts() == 0 && listed.contains(recordId)) {
                outcomes.done(List.of(event));
            } else {
                outcomes.fail(List.of(event), Reason.NO_LINE_USER_ID, "", recordId);
                failed.put(recordId, event.friend());
            }
        }
        return failed;
    }

    /**
     * Messages that were taken back lose their text, whether the taking back is in this batch or came before; so does what
     * waits of them in the inbox.
     */
    List<FriendWork> withoutTakenBack(UUID connectionId, List<FriendWork> work) {
        var replies = new HashMap<LineUserId, String>();
        for (var friend : work) {
            var messageIds = friend.change().takenBack();
            if (!messageIds.isEmpty()) {
                takenBack.takeBack(connectionId, friend.friend(), messageIds);
            }
            friend.change().reply().ifPresent(reply -> replies.put(friend.friend(), reply.messageId()));
        }
        var known = takenBack.among(connectionId, replies);
        return work.stream()
                .map(friend -> friend.without(known.getOrDefault(friend.friend(), Set.of())))
                .toList();
    }
}

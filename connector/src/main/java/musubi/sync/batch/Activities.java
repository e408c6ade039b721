package musubi.sync.batch;

import java.util.List;
import java.util.Optional;
import musubi.contact.Fact;
import musubi.contact.FollowState;
import musubi.contact.LoginConsent;
import musubi.inbox.EventKind;
import musubi.inbox.PendingEvent;
import musubi.sync.ContactActivity.Follow;
import musubi.sync.ContactActivity.OfContact;
import musubi.sync.Payload;
import musubi.sync.batch.BatchOutcomes.Applied;

/** What friends did, from their events that were applied. */
final class Activities {

    private Activities() {}

    /** Those who did something. */
    static List<OfContact> of(List<Applied> applied) {
        return applied.stream().map(Activities::of).filter(OfContact::isAny).toList();
    }

    private static OfContact of(Applied applied) {
        var work = applied.write().work();
        var change = work.change();
        var state = change.fact(Fact.Following.class).map(Fact.Following::state);
        return new OfContact(
                applied.contactId(),
                state.filter(FollowState.YES::equals).flatMap(_ -> follow(work.events())),
                applied.write().link().map(LoginConsent.ViaLink::id),
                state.filter(FollowState.NO::equals).isPresent(),
                change.fact(Fact.OptOut.class).filter(Fact.OptOut::optedOut).isPresent(),
                change.fact(Fact.Unanswered.class).map(Fact.Unanswered::at));
    }

    /** The last time, if there are several. */
    private static Optional<Follow> follow(List<PendingEvent> events) {
        return events.stream()
                .filter(event -> event.payload().kind() == EventKind.FOLLOW)
                .reduce((_, later) -> later)
                .map(event -> Payload.isUnblocked(event.payload()) ? Follow.UNBLOCKED : Follow.NEW);
    }
}

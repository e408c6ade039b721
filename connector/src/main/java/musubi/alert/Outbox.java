package musubi.alert;

import java.time.Clock;
import java.util.Optional;
import musubi.friends.ImportEnded;
import musubi.user.People;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Stores what is to be sent, for each receiver who wants it. It writes in the caller's transaction: an alert is stored exactly when what
 * it is about is.
 */
@Component
class Outbox {

    private final ChoiceRepository choices;
    private final AlertDeliveryRepository deliveries;
    private final People people;
    private final Mails mails;
    private final Clock clock;

    Outbox(ChoiceRepository choices, AlertDeliveryRepository deliveries, People people, Mails mails, Clock clock) {
        this.choices = choices;
        this.deliveries = deliveries;
        this.people = people;
        this.mails = mails;
        this.clock = clock;
    }

    void add(Alert alert) {
        if (mails.areSent()) {
            var wanting = choices.peopleWith(alert.kind());
            if (!wanting.isEmpty()) {
                people.all().stream()
                        .filter(person -> wanting.contains(person.id())
                                && !person.disabled()
                                && person.scope().maySee(alert.connectionId()))
                        .forEach(person -> deliveries.add(alert, Optional.of(person.id())));
            }
        }
        choices.webhook(alert.connectionId())
                .filter(webhook -> webhook.kinds().contains(alert.kind()))
                .ifPresent(_ -> deliveries.add(alert, Optional.empty()));
    }

    @EventListener
    void ended(ImportEnded end) {
        add(new Alert(
                end.connectionId(),
                AlertKind.IMPORT_FINISHED,
                Phase.ONCE,
                end.id().toString(),
                0,
                clock.instant()));
    }
}

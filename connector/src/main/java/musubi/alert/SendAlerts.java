package musubi.alert;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.system.DurableJobs;
import musubi.system.WorkerFailures;
import musubi.user.People;
import musubi.user.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

/**
 * Sends what is due, on one node. An alert stays stored until its receiver's server took it: after a crash in between it is sent once
 * more. One that is not taken is tried again, less and less often, for three days. A server that does not answer holds up nobody else:
 * e-mail and webhooks are two jobs, and webhooks are called side by side.
 */
@Component
class SendAlerts {

    private static final Logger LOG = LoggerFactory.getLogger(SendAlerts.class);

    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** Of a run. */
    private static final int MAX_MAILS = 20;
    /** Of a run, all at the same time. */
    private static final int MAX_POSTS = 8;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration MAX_RETRY = Duration.ofHours(1);
    private static final Duration GIVE_UP = Duration.ofDays(3);

    private final AlertDeliveryRepository deliveries;
    private final ChoiceRepository choices;
    private final Connections connections;
    private final People people;
    private final AlertTexts texts;
    private final Mails mails;
    private final Webhooks webhooks;
    private final Clock clock;

    SendAlerts(
            AlertDeliveryRepository deliveries,
            ChoiceRepository choices,
            Connections connections,
            People people,
            AlertTexts texts,
            Mails mails,
            Webhooks webhooks,
            Clock clock,
            DurableJobs jobs) {
        this.deliveries = deliveries;
        this.choices = choices;
        this.connections = connections;
        this.people = people;
        this.texts = texts;
        this.mails = mails;
        this.webhooks = webhooks;
        this.clock = clock;
        jobs.every(PAUSE, "alert-mails", this::mail);
        jobs.every(PAUSE, "alert-webhooks", this::post);
    }

    /** One after the other. What ails the mail server for one ails it for the next: those are left to the next run. */
    void mail() {
        for (var delivery : deliveries.due(true, clock.instant(), MAX_MAILS)) {
            if (!send(delivery)) {
                return;
            }
        }
    }

    /** Side by side: each is at another server. Ends when the last one has. */
    void post() {
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("alert-webhook-", 0).factory())) {
            deliveries
                    .due(false, clock.instant(), MAX_POSTS)
                    .forEach(delivery -> threads.execute(() -> {
                        try {
                            send(delivery);
                        } catch (RuntimeException e) { // the database is away: it is still due
                            WorkerFailures.record("alert-delivery", e);
                        }
                    }));
        }
    }

    /** Whether it is done with, or somebody else's. */
    private boolean send(AlertDelivery delivery) {
        return !deliveries.take(delivery, clock.instant().plus(wait(delivery.attempts()))) || sent(delivery);
    }

    private boolean sent(AlertDelivery delivery) {
        var alert = delivery.alert();
        try {
            var connection = connections.find(alert.connectionId());
            if (connection.isPresent()) {
                if (delivery.personId().isPresent()) {
                    mail(alert, connection.get(), delivery.personId().get());
                } else {
                    post(alert, connection.get());
                }
            }
            deliveries.delete(delivery.id());
            return true;
        } catch (IOException | MailException | AlertRefusedException e) {
            failed(delivery, e);
        } catch (RuntimeException e) { // one that cannot be sent must not hold up the others
            WorkerFailures.record("alert-delivery", e);
            failed(delivery, e);
        }
        return false;
    }

    /** Nothing is sent to somebody who does not want it any more, or may not know it. */
    private void mail(Alert alert, Connection connection, UUID personId) {
        var receiver = people.find(personId)
                .filter(person -> mails.areSent()
                        && !person.disabled()
                        && person.scope().maySee(connection.id())
                        && choices.of(person.id()).contains(alert.kind()));
        if (receiver.isPresent()) {
            var person = receiver.get();
            text(alert, connection, locale(person)).ifPresent(text -> mails.send(person.email(), text));
        }
    }

    private void post(Alert alert, Connection connection) throws IOException {
        var webhook =
                choices.webhook(connection.id()).filter(found -> found.kinds().contains(alert.kind()));
        if (webhook.isPresent()) {
            var text = text(alert, connection, webhook.get().language().locale());
            if (text.isPresent()) {
                webhooks.post(
                        connection.id(),
                        webhook.get().sealedAddress(),
                        text.get().forWebhook());
            }
        }
    }

    private Optional<AlertText> text(Alert alert, Connection connection, Locale language) {
        return texts.of(alert, connection, language);
    }

    private static Locale locale(Person person) {
        return person.language().locale();
    }

    /** The log has no addresses: that of a webhook is a secret. */
    private void failed(AlertDelivery delivery, Exception failure) {
        var alert = delivery.alert();
        var way = delivery.personId().isPresent() ? "e-mail" : "webhook";
        var last = clock.instant().isAfter(alert.at().plus(GIVE_UP));
        LOG.warn(
                "an alert of connection {} was not taken ({}: {}{}); {}",
                alert.connectionId(),
                way,
                failure.getClass().getSimpleName(),
                failure instanceof AlertRefusedException refused ? " " + refused.reason() : "",
                last ? "it is given up" : "it is tried again");
        if (last) {
            deliveries.delete(delivery.id());
        }
    }

    /** Twice as long each time, up to an hour. */
    static Duration wait(int failedBefore) {
        var doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failedBefore, 10));
        return doubled.compareTo(MAX_RETRY) < 0 ? doubled : MAX_RETRY;
    }
}

package musubi.alert;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.user.Language;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is told what: each person by e-mail, each connection by one webhook. Nobody is told anything until they choose so. */
@Component
public class Alerts {

    private final ChoiceRepository choices;
    private final Webhooks webhooks;
    private final Mails mails;
    private final MessageSource messages;
    private final TransactionTemplate transaction;

    Alerts(
            ChoiceRepository choices,
            Webhooks webhooks,
            Mails mails,
            MessageSource messages,
            TransactionTemplate transaction) {
        this.choices = choices;
        this.webhooks = webhooks;
        this.mails = mails;
        this.messages = messages;
        this.transaction = transaction;
    }

    /** Whether a mail server is set; without one, choices are kept and nothing is sent. */
    public boolean mailIsSet() {
        return mails.areSent();
    }

    /** What a person is told by e-mail, about the connections they may see. */
    public Set<AlertKind> chosenBy(UUID personId) {
        return choices.of(personId);
    }

    /** Replaces what a person is told by e-mail. */
    public void choose(UUID personId, Set<AlertKind> kinds) {
        transaction.executeWithoutResult(_ -> choices.set(personId, kinds));
    }

    /** The webhooks of these connections, without those that have none. */
    public Map<UUID, AlertWebhook> webhooks(Collection<UUID> connectionIds) {
        return choices.webhooks(connectionIds).values().stream()
                .collect(Collectors.toMap(
                        ChoiceRepository.Stored::connectionId,
                        stored -> new AlertWebhook(
                                webhooks.host(stored.connectionId(), stored.sealedAddress()),
                                stored.kinds(),
                                stored.language())));
    }

    /**
     * Sets or changes the webhook of a connection.
     *
     * @param address empty: the one it has, if it has one
     * @throws AlertRefusedException when the address is not accepted; nothing is changed then
     */
    public void setWebhook(UUID connectionId, String address, Set<AlertKind> kinds, Language language) {
        var former = address.isBlank() ? choices.webhook(connectionId) : Optional.<ChoiceRepository.Stored>empty();
        var sealed = former.map(ChoiceRepository.Stored::sealedAddress)
                .orElseGet(() -> webhooks.accept(connectionId, address));
        choices.save(new ChoiceRepository.Stored(connectionId, sealed, kinds, language));
    }

    public void removeWebhook(UUID connectionId) {
        choices.deleteWebhook(connectionId);
    }

    /** Posts a text for trying to the webhook of a connection, at once; whether it was taken. Takes up to 15 s. */
    public boolean tryWebhook(UUID connectionId, String connectionName) {
        var webhook = choices.webhook(connectionId);
        if (webhook.isEmpty()) {
            return false;
        }
        var stored = webhook.get();
        var text = messages.getMessage(
                "alert.try", new Object[] {connectionName}, stored.language().locale());
        try {
            webhooks.post(connectionId, stored.sealedAddress(), new AlertText(text, "").forWebhook());
            return true;
        } catch (IOException | AlertRefusedException e) {
            return false;
        }
    }
}

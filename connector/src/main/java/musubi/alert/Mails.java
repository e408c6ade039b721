package musubi.alert;

import java.net.URI;
import java.util.Optional;
import musubi.system.PublicAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.stereotype.Component;

/** Sends alerts by e-mail, where a mail server is set. */
@Component
class Mails {

    private final Optional<MailSender> sender;
    private final String from;

    Mails(
            ObjectProvider<MailSender> sender,
            AlertSettings settings,
            PublicAddress address,
            @Value("${spring.mail.host:}") String host,
            @Value("${spring.mail.username:}") String user) {
        // an empty environment variable counts as unset
        this.sender = host.isBlank() ? Optional.empty() : Optional.ofNullable(sender.getIfAvailable());
        this.from = settings.mailFrom().isEmpty() ? sender(user, address.base()) : settings.mailFrom();
    }

    private static String sender(String user, URI address) {
        return AlertSettings.EMAIL.matcher(user).matches() ? user : "musubi@" + address.getHost();
    }

    /** Whether there is a mail server. */
    boolean areSent() {
        return sender.isPresent();
    }

    /** @throws MailException when the mail server did not take it */
    void send(String to, AlertText text) {
        var mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(to);
        mail.setSubject("[Musubi] " + text.title());
        mail.setText(text.body());
        sender.orElseThrow().send(mail);
    }
}

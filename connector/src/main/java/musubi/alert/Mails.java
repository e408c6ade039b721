package musubi.alert;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import musubi.system.PublicAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.stereotype.Component;

/**
 * Sends alerts by e-mail, where a mail server is set. JavaMail's time-outs are those of single reads: a server that sends a byte at a time
 * would hold its caller for ever, so the whole exchange has a deadline of its own.
 */
@Component
class Mails {

    /** Of a whole exchange: looking up the server, connecting, signing in, the mail. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Optional<MailSender> sender;
    private final String from;
    private final Duration deadline;

    @Autowired
    Mails(
            ObjectProvider<MailSender> sender,
            AlertSettings settings,
            PublicAddress address,
            @Value("${spring.mail.host:}") String host,
            @Value("${spring.mail.username:}") String user) {
        this(
                // an empty environment variable counts as unset
                host.isBlank() ? Optional.empty() : Optional.ofNullable(sender.getIfAvailable()),
                settings.mailFrom().isEmpty() ? sender(user, address.base()) : settings.mailFrom(),
                DEADLINE);
    }

    Mails(Optional<MailSender> sender, String from, Duration deadline) {
        this.sender = sender;
        this.from = from;
        this.deadline = deadline;
    }

    private static String sender(String user, URI address) {
        return AlertSettings.EMAIL.matcher(user).matches() ? user : "musubi@" + address.getHost();
    }

    /** Whether there is a mail server. */
    boolean areSent() {
        return sender.isPresent();
    }

    /** @throws MailException when the mail server did not take it within 20 s */
    void send(String to, AlertText text) {
        var mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(to);
        mail.setSubject("[Musubi] " + text.title());
        mail.setText(text.body());
        var server = sender.orElseThrow();
        var exchange = new FutureTask<>(() -> {
            server.send(mail);
            return true;
        });
        // an interrupt closes the socket that a virtual thread waits for
        Thread.ofVirtual().name("alert-mail").start(exchange);
        try {
            exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MailException known ? known : new MailSendException("not sent", e.getCause());
        } catch (TimeoutException e) {
            throw new MailSendException("not taken within %d ms".formatted(deadline.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailSendException("interrupted", e);
        } finally {
            exchange.cancel(true);
        }
    }
}

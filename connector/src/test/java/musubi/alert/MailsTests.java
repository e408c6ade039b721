package musubi.alert;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The end of an exchange with a mail server, whatever the server does. */
class MailsTests {

    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    /** Greets for ever, a line now and then: each read of JavaMail ends in time. */
    private static final class EndlessGreeting implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final CountDownLatch left = new CountDownLatch(1);

        private EndlessGreeting() throws IOException {
            Thread.ofVirtual().start(this::greet);
        }

        private void greet() {
            try (var client = socket.accept()) {
                var line = "220-wait a moment\r\n".getBytes(StandardCharsets.US_ASCII);
                while (!left.await(50, TimeUnit.MILLISECONDS)) {
                    client.getOutputStream().write(line);
                }
            } catch (IOException closed) {
                left.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private JavaMailSenderImpl client() {
            var sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(socket.getLocalPort());
            sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "10000");
            return sender;
        }

        @Override
        public void close() throws IOException {
            socket.close();
            left.countDown();
        }
    }

    @Test
    void aServerThatNeverComesToAnEndIsLeftAtTheDeadline() throws IOException {
        try (var server = new EndlessGreeting()) {
            var mails = new Mails(Optional.of(server.client()), "musubi@example.com", DEADLINE);
            var begin = Instant.now();
            assertThatThrownBy(() -> mails.send("a@example.com", new AlertText("title", "body")))
                    .isInstanceOf(MailSendException.class)
                    .hasMessageContaining("not taken within 1500 ms");
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
            eventually("the connection is closed, too", () -> server.left.getCount() == 0);
        }
    }

    @Test
    void aServerThatIsAwayIsToldAtOnce() throws IOException {
        var gone = new EndlessGreeting();
        gone.close();
        var mails = new Mails(Optional.of(gone.client()), "musubi@example.com", Duration.ofMinutes(1));
        assertThatThrownBy(() -> mails.send("a@example.com", new AlertText("title", "body")))
                .isInstanceOf(MailSendException.class);
    }
}

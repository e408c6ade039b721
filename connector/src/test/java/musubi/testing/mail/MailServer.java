package musubi.testing.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;

/** The one mail server of a test run. What it got is asked for by the address, which each test makes up anew. */
public final class MailServer {

    private static final String HOST = "127.0.0.1";

    private static final GreenMail SERVER = start();

    private MailServer() {}

    private static GreenMail start() {
        var server = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        return server;
    }

    /** The settings of a Musubi that sends its mails here, from {@code musubi@example.com}. */
    public static Map<String, Object> settings() {
        return Map.of(
                "spring.mail.host",
                HOST,
                "spring.mail.port",
                String.valueOf(SERVER.getSmtp().getPort()),
                "musubi.alert.mail-from",
                "musubi@example.com");
    }

    /** All mails to that address, the first one first. */
    public static List<MimeMessage> received(String address) {
        return List.of(SERVER.getReceivedMessagesForDomain(address));
    }
}

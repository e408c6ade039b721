package musubi.system.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The JDK's client has one thread that all its calls need. It ends with any exception in it, and the client never works again. */
class EndedClientTests {

    private final WebServer server = WebServer.start(0, _ -> Answer.text(200, "here"));
    private final BoundedHttp http = new BoundedHttp(Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000);

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    private int status() throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(server.url() + "/")).build())
                .statusCode();
    }

    /** {@code …HttpClientImpl@1b2c3d(7)} is the client of the thread {@code HttpClient-7-SelectorManager}. */
    private Thread thread() {
        var client = http.client().toString();
        var number = client.substring(client.lastIndexOf('(') + 1, client.length() - 1);
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("HttpClient-" + number + "-SelectorManager"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsReplaced() throws Exception {
        assertThat(status()).isEqualTo(200);
        var thread = thread();
        thread.interrupt();
        thread.join();
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void oneThatWasClosedStaysClosed() throws Exception {
        assertThat(status()).isEqualTo(200);
        var thread = thread();
        http.close();
        thread.join();
        assertThatThrownBy(this::status).isInstanceOf(IOException.class);
    }
}

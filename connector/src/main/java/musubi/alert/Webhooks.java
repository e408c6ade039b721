package musubi.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import musubi.alert.AlertRefusedException.Reason;
import musubi.system.MasterKey;
import musubi.system.Seal;
import musubi.system.http.BoundedHttp;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts alerts as JSON that Slack, Microsoft Teams' and Mattermost's incoming webhooks take. Redirects are not followed, and of an answer
 * only the status counts. The host is looked up before each call, because what its name stands for can change.
 */
@Component
class Webhooks implements DisposableBean {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 16 * 1024;

    private final WebhookAddress rules;
    private final Seal seal;
    private final JsonMapper json;
    private final BoundedHttp http = new BoundedHttp(CONNECT, DEADLINE, MAX_ANSWER);

    Webhooks(AlertSettings settings, MasterKey masterKey, JsonMapper json) {
        this.rules = new WebhookAddress(settings.privateNetworks());
        this.seal = Seal.of(masterKey, "musubi/alert/webhook");
        this.json = json;
    }

    /**
     * Checks an address that a person entered.
     *
     * @return encrypted, for that connection alone
     * @throws AlertRefusedException when it is not accepted
     */
    String accept(UUID connectionId, String entered) {
        var uri = rules.parsed(entered);
        checkHost(uri);
        return seal.close(uri.toString().getBytes(StandardCharsets.UTF_8), connectionId.toString());
    }

    /** The host alone: the rest of the address is the secret. */
    String host(UUID connectionId, String sealed) {
        return seal.open(sealed, connectionId.toString())
                .map(address -> URI.create(new String(address, StandardCharsets.UTF_8)))
                .map(URI::getHost)
                .orElse("");
    }

    /**
     * Posts a text.
     *
     * @throws IOException when it was not taken; its message does not contain the address
     * @throws AlertRefusedException when the address may no longer be called
     */
    void post(UUID connectionId, String sealed, String text) throws IOException {
        var address = seal.open(sealed, connectionId.toString())
                .map(bytes -> URI.create(new String(bytes, StandardCharsets.UTF_8)))
                .orElseThrow(() -> new IOException("the address does not decrypt with this master key"));
        checkHost(address);
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("text", text))))
                .build();
        try {
            var status = http.send(request).statusCode();
            if (status < 200 || status > 299) {
                throw new IOException("status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void checkHost(URI address) {
        var lookup = new CompletableFuture<InetAddress[]>();
        Thread.ofVirtual().name("alert-host").start(() -> {
            try {
                lookup.complete(InetAddress.getAllByName(address.getHost()));
            } catch (UnknownHostException e) {
                lookup.completeExceptionally(e);
            }
        });
        try {
            if (!rules.mayCall(address, lookup.get(CONNECT.toMillis(), TimeUnit.MILLISECONDS))) {
                // with private networks allowed it is http to another one
                throw new AlertRefusedException(
                        rules.privateNetworks() ? Reason.ADDRESS_NOT_HTTPS : Reason.ADDRESS_PRIVATE);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AlertRefusedException(Reason.HOST_UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AlertRefusedException(Reason.HOST_UNKNOWN);
        }
    }

    @Override
    public void destroy() {
        http.close();
    }
}

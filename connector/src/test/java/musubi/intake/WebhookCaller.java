package musubi.intake;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.testing.TestWorld.TestConnection;
import org.jspecify.annotations.Nullable;

/** Calls the LINE webhook of a connection, with the right signature or with another. */
record WebhookCaller(TestConnection connection) {

    URI url() {
        return connection.world().url().resolve("/webhooks/line/" + connection.id());
    }

    HttpResponse<String> post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(byte[] body) {
        return post(BodyPublishers.ofByteArray(body), sign(body));
    }

    HttpResponse<String> post(String body, String signature) {
        return post(BodyPublishers.ofString(body), signature);
    }

    /** @param signature null: none */
    HttpResponse<String> post(HttpRequest.BodyPublisher body, @Nullable String signature) {
        var request = HttpRequest.newBuilder(url()).POST(body);
        if (signature != null) {
            request.header("x-line-signature", signature);
        }
        return connection.world().send(request.build());
    }

    /** The signature of a body with the secret of this connection's channel. */
    String sign(String body) {
        return sign(body.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(connection.channel().secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

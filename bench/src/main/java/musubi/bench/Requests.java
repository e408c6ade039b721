package musubi.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Webhook requests, complete and signed beforehand, so that sending them costs next to nothing: one follow event each, with
 * its own event id.
 */
final class Requests {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final AtomicLong next = new AtomicLong(System.currentTimeMillis() * 1_000);
    private final String path;
    private final String destination;
    private final SecretKeySpec key;

    /**
     * @param path of the request line
     * @param destination the account's own LINE user id
     * @param channelSecret the key of the signature
     */
    Requests(String path, String destination, String channelSecret) {
        this.path = path;
        this.destination = destination;
        this.key = new SecretKeySpec(channelSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Follows of new friends. */
    byte[][] strangers(int count) {
        return IntStream.range(0, count)
                .mapToObj(ignored -> follow("U%032x".formatted(next.incrementAndGet())))
                .toArray(byte[][]::new);
    }

    /** One follow of each friend. */
    byte[][] of(List<String> userIds) {
        return userIds.stream().map(this::follow).toArray(byte[][]::new);
    }

    /** One follow. */
    byte[] follow(String userId) {
        var number = next.incrementAndGet();
        var body = """
                {"destination":"%s","events":[{"type":"follow","mode":"active",\
                "timestamp":%d,"source":{"type":"user","userId":"%s"},"webhookEventId":"%s",\
                "deliveryContext":{"isRedelivery":false},"replyToken":"%032x","follow":{"isUnblocked":false}}]}""".formatted(destination, Instant.now().toEpochMilli(), userId, ulid(number), number)
                .getBytes(StandardCharsets.UTF_8);
        var head = """
                POST %s HTTP/1.1\r
                Host: localhost\r
                User-Agent: LineBotWebhook/2.0\r
                Content-Type: application/json; charset=utf-8\r
                X-Line-Signature: %s\r
                Content-Length: %d\r
                \r
                """.formatted(path, sign(body), body.length).getBytes(StandardCharsets.UTF_8);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private String sign(byte[] body) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    /** An id that begins with the present time, like LINE's ids; the rest is unique, but not random. */
    private static String ulid(long number) {
        var ulid = new char[26];
        var time = System.currentTimeMillis();
        for (var at = 9; at >= 0; at--, time >>>= 5) {
            ulid[at] = DIGITS.charAt((int) (time & 31));
        }
        // spread like random digits: consecutive values would be faster to index
        var high = number * 0x9E3779B97F4A7C15L;
        var low = number;
        for (var at = 25; at >= 18; at--, low >>>= 5) {
            ulid[at] = DIGITS.charAt((int) (low & 31));
        }
        for (var at = 17; at >= 10; at--, high >>>= 5) {
            ulid[at] = DIGITS.charAt((int) (high & 31));
        }
        return new String(ulid);
    }
}

package musubi.fuzz;

import java.util.HashMap;
import java.util.Map;
import musubi.sandbox.line.Signature;

/** Of LINE's webhooks most are signed, so that more than the signature is looked at. */
final class WebhookTarget implements Target {

    private static final String RIGHT = """
            {"destination":"U0123456789abcdef0123456789abcdef","events":[{"type":"follow","mode":"active",\
            "timestamp":1780000000000,"webhookEventId":"01KB4T7Q3M8RZVD2N6W9YHJ5CA","deliveryContext":{"isRedelivery":false},\
            "source":{"type":"user","userId":"U0123456789abcdef0123456789abcde0"},"replyToken":"x","follow":{"isUnblocked":true}},\
            {"type":"message","mode":"active","timestamp":1780000000001,"webhookEventId":"01KB4T7Q3M8RZVD2N6W9YHJ5CB",\
            "deliveryContext":{"isRedelivery":true},"source":{"type":"group","groupId":"C1","userId":"U1"},\
            "message":{"id":"1","type":"text","text":"こんにちは","quoteToken":"q"}},\
            {"type":"unsend","source":{"type":"room","roomId":"R1"},"timestamp":1,"mode":"standby","unsend":{"messageId":"1"}}]}""";
    private static final String CHANGES = """
            [{"eventId":1,"subscriptionId":2,"portalId":3,"appId":4,"occurredAt":1780000000000,\
            "subscriptionType":"object.propertyChange","attemptNumber":0,"objectId":5,"propertyName":"line_user_id",\
            "propertyValue":"U0123456789abcdef0123456789abcdef","changeSource":"CRM_UI","objectTypeId":"0-1"}]""";

    private final FuzzWorld world;
    private final String secret;

    WebhookTarget(FuzzWorld world) {
        this.world = world;
        this.secret = world.connection().channel().secret();
    }

    @Override
    public void run(Bits bits) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", bits.chance(4) ? bits.header(30) : "application/json");
        if (bits.chance(4)) {
            headers.put("X-HubSpot-Signature-v3", bits.header(60));
            headers.put("X-HubSpot-Request-Timestamp", bits.chance(2) ? bits.header(20) : "1780000000000");
            world.call(
                    "POST",
                    bits.chance(4) ? "/hubspot/actions/send" : "/webhooks/hubspot",
                    JsonMutation.of(CHANGES, bits),
                    headers);
            return;
        }
        var id = bits.chance(8)
                ? FuzzWorld.encoded(bits.text(40))
                : world.connection().id();
        var signed = !bits.chance(8);
        var wrong = bits.header(60);
        var body = JsonMutation.of(RIGHT, bits);
        headers.put("x-line-signature", signed ? Signature.RIGHT.of(body, secret) : wrong);
        world.call("POST", "/webhooks/line/" + id, body, Map.copyOf(headers));
    }
}

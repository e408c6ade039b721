package musubi.delivery.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.delivery.crypto.DataKey;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** How who gets what becomes the encrypted column of a call, and the other way. */
public final class CallContent {

    private static final ObjectMapper JSON = JsonMapper.shared();

    /** A LINE user id and a record id, with what stands between them. */
    private static final int BYTES_OF_A_PERSON = 56;

    private CallContent() {}

    /** JSON: {@code {"to": ["U…", …], "contacts": [701, …], "messages": "[…]", "unit": "…", "occasion": "…"}}. */
    static byte[] seal(DataKey key, UUID retryKey, PreparedCall call) {
        var content =
                new ByteArrayOutputStream(call.recipients().size() * BYTES_OF_A_PERSON + call.messages().length + 128);
        try (var json = JSON.createGenerator(content)) {
            json.writeStartObject();
            json.writeName("to");
            json.writeStartArray();
            call.recipients().forEach(recipient -> json.writeString(recipient.userId()));
            json.writeEndArray();
            json.writeName("contacts");
            json.writeStartArray();
            call.recipients().forEach(recipient -> json.writeNumber(recipient.contactId()));
            json.writeEndArray();
            if (call.messages().length > 0) {
                json.writeName("messages");
                json.writeString(new String(call.messages(), StandardCharsets.UTF_8));
            }
            if (!call.unit().isEmpty()) {
                json.writeName("unit");
                json.writeString(call.unit());
            }
            if (!call.occasion().isEmpty()) {
                json.writeName("occasion");
                json.writeString(call.occasion());
            }
            json.writeEndObject();
        }
        return key.encrypt(content.toByteArray(), retryKey.toString());
    }

    /**
     * Opens the content of a call.
     *
     * @throws IllegalStateException when it was not sealed with that key
     */
    public static PreparedCall open(DataKey key, StoredCall call) {
        var userIds = new ArrayList<String>(call.recipients());
        var contacts = new ArrayList<Long>(call.recipients());
        var messages = "";
        var unit = "";
        var occasion = "";
        // no tree: a call has a thousand values
        try (var json =
                JSON.createParser(key.decrypt(call.sealed(), call.retryKey().toString()))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "to" -> read(json, () -> userIds.add(json.getString()));
                    case "contacts" -> read(json, () -> contacts.add(json.getLongValue()));
                    case "messages" -> messages = json.getString();
                    case "unit" -> unit = json.getString();
                    case "occasion" -> occasion = json.getString();
                    default -> json.skipChildren();
                }
            }
        }
        var recipients = IntStream.range(0, userIds.size())
                .mapToObj(i -> new Recipient(contacts.get(i), userIds.get(i)))
                .toList();
        return new PreparedCall(recipients, messages.getBytes(StandardCharsets.UTF_8), unit, occasion);
    }

    private static void read(JsonParser array, Runnable value) {
        while (array.nextToken() != JsonToken.END_ARRAY) {
            value.run();
        }
    }
}

package musubi.delivery.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.delivery.crypto.DataKey;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** How who gets what becomes the encrypted column of a call, and the other way. */
public final class CallContent {

    private static final ObjectMapper JSON = JsonMapper.shared();

    private CallContent() {}

    /** JSON: {@code {"to": ["U…", …], "contacts": [701, …], "messages": "[…]"}}. */
    static byte[] seal(DataKey key, UUID retryKey, PreparedCall call) {
        var content = JSON.createObjectNode();
        var to = content.putArray("to");
        var contacts = content.putArray("contacts");
        for (var recipient : call.recipients()) {
            to.add(recipient.userId());
            contacts.add(recipient.contactId());
        }
        if (call.messages().length > 0) {
            content.put("messages", new String(call.messages(), StandardCharsets.UTF_8));
        }
        return key.encrypt(JSON.writeValueAsBytes(content), retryKey.toString());
    }

    /**
     * Opens the content of a call.
     *
     * @throws IllegalStateException when it was not sealed with that key
     */
    public static PreparedCall open(DataKey key, StoredCall call) {
        var content = JSON.readTree(key.decrypt(call.sealed(), call.retryKey().toString()));
        var to = content.path("to");
        var contacts = content.path("contacts");
        var recipients = new Recipient[to.size()];
        for (var i = 0; i < recipients.length; i++) {
            recipients[i] = new Recipient(contacts.path(i).asLong(0), to.path(i).asString(""));
        }
        return new PreparedCall(
                List.of(recipients), content.path("messages").asString("").getBytes(StandardCharsets.UTF_8));
    }
}

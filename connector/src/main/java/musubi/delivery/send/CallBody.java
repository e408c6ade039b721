package musubi.delivery.send;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import musubi.delivery.PreparedCall;
import musubi.delivery.SendMethod;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The body of a call: the same bytes for the same call. */
final class CallBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    private CallBody() {}

    /** @param messages LINE's {@code messages}, a JSON array in UTF-8 */
    static byte[] of(SendMethod method, PreparedCall call, byte[] messages) {
        var body = new ByteArrayOutputStream(
                messages.length + 40 * call.recipients().size() + 128);
        try (var json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeName("to");
            switch (method) {
                case PUSH -> json.writeString(call.recipients().getFirst().userId());
                case MULTICAST -> writeAll(json, call);
            }
            json.writeName("messages");
            json.writeRawValue(new String(messages, StandardCharsets.UTF_8));
            if (!call.unit().isEmpty()) {
                json.writeName("customAggregationUnits");
                json.writeStartArray();
                json.writeString(call.unit());
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return body.toByteArray();
    }

    private static void writeAll(JsonGenerator json, PreparedCall call) {
        json.writeStartArray();
        call.recipients().forEach(recipient -> json.writeString(recipient.userId()));
        json.writeEndArray();
    }
}

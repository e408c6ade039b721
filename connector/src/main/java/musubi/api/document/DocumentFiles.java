package musubi.api.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads texts and examples from {@code resources/api}. */
final class DocumentFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The file of an operation: {@code operations/<operationId>.json}.
     *
     * @param narrowed by media type: a JSON Schema that the body has to match besides that of its type
     * @param requests by media type: bodies by title
     * @param answer example of success, if it differs from that of its schema
     * @param problems by status: errors by title
     */
    record OperationFile(
            @Nullable Map<String, Map<String, Object>> narrowed,
            @Nullable Map<String, Map<String, Object>> requests,
            @Nullable Object answer,
            @Nullable Map<String, Map<String, Object>> problems) {

        private static final OperationFile NOTHING = new OperationFile(null, null, null, null);
    }

    /** Markdown. */
    String head() {
        return read("head.md").orElseThrow();
    }

    /** The example of a schema, {@code answers/<schema>.json}. */
    Optional<Object> answer(String schema) {
        return read("answers/" + schema + ".json").map(text -> JSON.readValue(text, Object.class));
    }

    OperationFile operation(String operationId) {
        return read("operations/" + operationId + ".json")
                .map(text -> JSON.readValue(text, new TypeReference<OperationFile>() {}))
                .orElse(OperationFile.NOTHING);
    }

    private static Optional<String> read(String name) {
        try (var stream = DocumentFiles.class.getResourceAsStream("/api/" + name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

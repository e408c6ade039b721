package musubi.api.document;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ComposedSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import musubi.api.document.DocumentFiles.OperationFile;
import org.jspecify.annotations.Nullable;

/** Adds the examples of the files to the document. A test finds missing and wrong ones. */
final class Examples {

    private final DocumentFiles files;
    private final OpenAPI document;

    Examples(DocumentFiles files, OpenAPI document) {
        this.files = files;
        this.document = document;
    }

    void complete(Operation operation) {
        var file = files.operation(operation.getOperationId());
        requests(operation, file);
        operation.getResponses().forEach((status, answer) -> {
            if (answer.getContent() != null && status.startsWith("2")) {
                answer.getContent()
                        .values()
                        .forEach(media -> Optional.ofNullable(file.answer())
                                .or(() -> ofSchema(media.getSchema()))
                                .ifPresent(media::setExample));
            } else if (answer.getContent() != null) {
                add(
                        answer.getContent(),
                        Objects.requireNonNullElse(file.problems(), Map.<String, Map<String, Object>>of())
                                .getOrDefault(status, Map.of()));
            }
        });
    }

    private static void add(Content content, Map<String, Object> problems) {
        content.values().forEach(media -> problems.forEach((title, value) -> example(media, title, value)));
    }

    private static void example(MediaType media, String title, Object value) {
        media.addExamples(title, new Example().value(value));
    }

    private static void requests(Operation operation, OperationFile file) {
        if (operation.getRequestBody() == null) {
            return;
        }
        operation.getRequestBody().getContent().forEach((type, media) -> {
            named(file.requests(), type).forEach((title, value) -> example(media, title, value));
            var narrowed = named(file.narrowed(), type);
            if (!narrowed.isEmpty()) {
                media.setSchema(new ComposedSchema().allOf(List.of(media.getSchema(), narrowing(narrowed))));
            }
        });
    }

    private static Map<String, Object> named(@Nullable Map<String, Map<String, Object>> all, String type) {
        return all == null ? Map.of() : all.getOrDefault(type, Map.of());
    }

    /** Converts the parts of JSON Schema that say which properties are required. */
    private static Schema<?> narrowing(Map<String, Object> given) {
        var schema = new Schema<>();
        if (given.get("required") instanceof List<?> required) {
            schema.setRequired(required.stream().map(String::valueOf).toList());
        }
        if (given.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (property instanceof Map<?, ?> parts) {
                    var inner = new LinkedHashMap<String, Object>();
                    parts.forEach((key, value) -> inner.put(String.valueOf(key), value));
                    schema.addProperty(String.valueOf(name), narrowing(inner));
                }
            });
        }
        return schema;
    }

    private Optional<Object> ofSchema(@Nullable Schema<?> schema) {
        if (schema == null || schema.get$ref() == null) {
            return Optional.empty();
        }
        var name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
        return files.answer(name).or(() -> ofItems(name));
    }

    /** A list without an example of its own has the example of one item. */
    private Optional<Object> ofItems(String name) {
        var schema = document.getComponents().getSchemas().get(name);
        if (schema == null
                || schema.getProperties() == null
                || !(schema.getProperties().get("items") instanceof Schema<?> items)) {
            return Optional.empty();
        }
        return ofSchema(items.getItems()).map(item -> {
            var list = new LinkedHashMap<String, Object>();
            list.put("items", List.of(item));
            list.put("next", null);
            return list;
        });
    }
}

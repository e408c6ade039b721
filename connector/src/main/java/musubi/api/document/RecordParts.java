package musubi.api.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Documents the components of records by their types: a component is required unless it is {@link Nullable}; a nullable one may be null, or
 * missing where nulls are left out of the JSON.
 */
final class RecordParts implements ModelConverter {

    private static final String NULL = "null";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        var resolved = chain.next().resolve(type, context, chain);
        var kind = Json.mapper().constructType(type.getType()).getRawClass();
        if (resolved != null && kind.isRecord()) {
            var model = resolved.get$ref() == null
                    ? resolved
                    : context.getDefinedModels()
                            .get(resolved.get$ref().substring(resolved.get$ref().lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                describe(kind, model);
            }
        }
        return resolved;
    }

    private static void describe(Class<?> kind, Schema<?> model) {
        var leftOut = kind.isAnnotationPresent(JsonInclude.class);
        var always = new LinkedHashSet<String>();
        for (var part : kind.getRecordComponents()) {
            var property = model.getProperties().get(part.getName());
            if (property != null) {
                if (!isNullable(part)) {
                    always.add(part.getName());
                } else if (!leftOut) {
                    model.getProperties()
                            .put(part.getName(), isRequest(kind) ? orLeftOut(part, property) : orNull(property));
                    // a request may leave out nullable components; an answer never does
                    if (!isRequest(kind)) {
                        always.add(part.getName());
                    }
                }
            }
        }
        model.setRequired(always.isEmpty() ? null : List.copyOf(always));
    }

    private static boolean isNullable(RecordComponent part) {
        return part.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Whether the record is a request. All components of requests are nullable: the code itself reports what is missing. */
    private static boolean isRequest(Class<?> kind) {
        return List.of(kind.getRecordComponents()).stream().allMatch(RecordParts::isNullable);
    }

    /**
     * Clients leave out an object rather than send null; many generated clients cannot write a union of two types. Where the code reads JSON
     * itself, null means something else than what is left out.
     */
    private static Schema<?> orLeftOut(RecordComponent part, Schema<?> property) {
        return property.get$ref() != null && part.getType() != JsonNode.class ? property : orNull(property);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>().oneOf(List.of(property, new Schema<>().types(Set.of(NULL))));
        }
        if (property.getTypes() != null && !property.getTypes().contains(NULL)) {
            var types = new LinkedHashSet<>(property.getTypes());
            types.add(NULL);
            property.setTypes(types);
            property.setNullable(null);
            addNull(property);
        }
        return property;
    }

    @SuppressWarnings("unchecked")
    private static void addNull(Schema<?> property) {
        if (property.getEnum() != null) {
            var values = new ArrayList<@Nullable Object>(property.getEnum());
            values.add(null);
            ((Schema<Object>) property).setEnum((List<Object>) (List<?>) values);
        }
    }
}

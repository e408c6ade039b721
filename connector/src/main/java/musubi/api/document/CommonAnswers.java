package musubi.api.document;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.user.Role;
import musubi.user.Routes;

/** Adds to each operation what follows from its path and parameters: the role that it needs, and its common errors. */
final class CommonAnswers {

    private static final String NO_TOKEN = "401";
    private static final String ROLE = "403";
    private static final String TOO_SLOW = "408";
    private static final String TOO_LARGE = "413";
    private static final String NOT_JSON = "415";
    private static final String BROKEN = "500";
    private static final String AWAY = "503";

    private final Routes routes;

    CommonAnswers(Routes routes) {
        this.routes = routes;
    }

    /** The common errors and their schema. */
    void addTo(OpenAPI document) {
        ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
                .referencedSchemas
                .forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
        document.getComponents()
                .addResponses(
                        NO_TOKEN,
                        problem(
                                        "No token, or one that is not in use",
                                        NO_TOKEN,
                                        "Unauthorized",
                                        Map.of(
                                                "No token",
                                                "Send an API token as \"Authorization: Bearer <token>\".",
                                                "An unknown token",
                                                "The API token is none of those that are in use (musubi.api-token, or one made in the"
                                                        + " console), or is not sent as \"Authorization: Bearer <token>\"."))
                                .addHeaderObject("WWW-Authenticate", header("Bearer")))
                .addResponses(
                        ROLE,
                        problem(
                                "The token's role is not enough",
                                ROLE,
                                "Forbidden",
                                Map.of(
                                        "Another role is needed",
                                        "Your role does not allow this, or it is about connections that are not yours. Ask an"
                                                + " admin of this Musubi.")))
                .addResponses(
                        TOO_SLOW,
                        problem(
                                "The body did not come in time",
                                TOO_SLOW,
                                "Body too slow",
                                Map.of(
                                        "The body trickles",
                                        "All of it has to come within 20 s, without a pause of 10 s.")))
                .addResponses(
                        TOO_LARGE,
                        problem(
                                "The body is too large",
                                TOO_LARGE,
                                "Body too large",
                                Map.of("Over a mebibyte", "What is sent here may have at most 1024 KiB.")))
                .addResponses(
                        NOT_JSON,
                        problem(
                                "The body is of another media type",
                                NOT_JSON,
                                "Unsupported Media Type",
                                Map.of(
                                        "Content-Type is missing",
                                        "Content-Type 'application/x-www-form-urlencoded;charset=UTF-8' is not supported.")))
                .addResponses(
                        BROKEN,
                        problem(
                                "A fault of Musubi",
                                BROKEN,
                                "Internal Server Error",
                                Map.of("A fault of Musubi", "Something went wrong inside Musubi; see its log.")))
                .addResponses(
                        AWAY,
                        problem(
                                        "The database does not answer, or too much is sent at a time",
                                        AWAY,
                                        "Service Unavailable",
                                        Map.of(
                                                "The database is away",
                                                "The database does not answer. Try again in a moment."))
                                .addHeaderObject("Retry-After", header("Seconds after which to try again")));
    }

    private static ApiResponse problem(String description, String status, String title, Map<String, String> details) {
        var examples = new LinkedHashMap<String, Example>();
        new TreeMap<>(details).reversed().forEach((name, detail) -> {
            var value = new LinkedHashMap<String, Object>();
            value.put("title", title);
            value.put("status", Integer.valueOf(status));
            value.put("detail", detail);
            examples.put(name, new Example().value(value));
        });
        return new ApiResponse().description(description).content(problems(examples));
    }

    /** The content of an error. */
    static Content problems(Map<String, Example> examples) {
        return new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("Problem")).examples(examples));
    }

    private static Header header(String description) {
        return new Header().description(description).schema(new StringSchema());
    }

    /** Adds role and common errors to an operation. */
    void complete(String path, HttpMethod method, Operation operation) {
        var least = routes.least(method.name(), path).orElse(Role.VIEWER);
        var thing = Resource.named(path);
        operation.setDescription(Stream.of(Optional.ofNullable(operation.getDescription()), Optional.of(needs(least)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n")));
        parameters(operation)
                .filter(parameter -> parameter.getIn().equals("path"))
                .forEach(parameter -> thing.ifPresent(named ->
                        parameter.description("Id of the " + named.word()).example(named.example())));
        parameters(operation)
                .map(Parameter::getSchema)
                .filter(schema -> Objects.equals(schema.getDefault(), ""))
                .forEach(schema -> {
                    schema.setDefault(null);
                    schema.setDefaultSetFlag(false);
                });
        answers(operation, least, thing.map(named -> notFound(path, named)));
    }

    /** The description of the role, by {@link Routes}. */
    private static String needs(Role least) {
        return switch (least) {
            case VIEWER -> "**Needs** a token of any role.";
            case OPERATOR -> "**Needs** a token of an operator or an admin.";
            case ADMIN -> "**Needs** a token of an admin.";
        };
    }

    private static void answers(Operation operation, Role least, Optional<ApiResponse> notFound) {
        var answers = new TreeMap<String, ApiResponse>(operation.getResponses());
        answers.forEach((status, answer) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                answer.setContent(problems(new LinkedHashMap<>()));
            } else {
                if (status.equals("201")) {
                    answer.addHeaderObject("Location", header("Path of what was made"));
                }
                images(Objects.requireNonNullElseGet(answer.getContent(), Content::new));
            }
        });
        answers.put(NO_TOKEN, common(NO_TOKEN));
        if (least != Role.VIEWER) {
            answers.put(ROLE, common(ROLE));
        }
        notFound.ifPresent(answer -> answers.put("404", answer));
        if (operation.getRequestBody() != null) {
            answers.put(NOT_JSON, common(NOT_JSON));
            answers.putIfAbsent(TOO_SLOW, common(TOO_SLOW));
            answers.putIfAbsent(TOO_LARGE, common(TOO_LARGE));
        }
        if (operation.getRequestBody() != null
                || parameters(operation).anyMatch(parameter -> parameter.getIn().equals("query"))) {
            answers.putIfAbsent("400", invalid());
        } else if (parameters(operation).findAny().isPresent()) {
            answers.putIfAbsent("400", address());
        }
        answers.put(BROKEN, common(BROKEN));
        answers.putIfAbsent(AWAY, common(AWAY));
        var sorted = new ApiResponses();
        answers.forEach(sorted::addApiResponse);
        operation.setResponses(sorted);
    }

    /** A schema for raw bytes; the default is bytes as base64 in JSON. */
    private static void images(Content content) {
        content.forEach((type, media) -> {
            if (type.startsWith("image/")) {
                media.setSchema(new Schema<>().types(Set.of("string")).format("binary"));
            }
        });
    }

    private static ApiResponse common(String name) {
        return new ApiResponse().$ref(name);
    }

    private static ApiResponse invalid() {
        return new ApiResponse().description("What was sent cannot be right").content(problems(new LinkedHashMap<>()));
    }

    /** What the firewall says of an address with a variable that holds, for example, an encoded slash. */
    private static ApiResponse address() {
        var examples = new LinkedHashMap<String, Example>();
        examples.put(
                "An encoded slash",
                new Example()
                        .value(Map.of(
                                "title",
                                "Bad Request",
                                "status",
                                400,
                                "detail",
                                "The address has characters that are not allowed there, or the request cannot be read.",
                                "instance",
                                "/api/links/a%2Fb")));
        return new ApiResponse().description("The address cannot be right").content(problems(examples));
    }

    private static ApiResponse notFound(String path, Resource thing) {
        var examples = new LinkedHashMap<String, Example>();
        examples.put(
                "None, or none that the token may see",
                new Example()
                        .value(Map.of(
                                "title",
                                "Not found",
                                "status",
                                404,
                                "detail",
                                "There is no such %s.".formatted(thing.word()),
                                "instance",
                                thing.in(path))));
        return new ApiResponse()
                .description("There is no such " + thing.word() + ", or the token may not see its connection")
                .content(problems(examples));
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream();
    }
}

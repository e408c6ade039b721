package musubi.api.document;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import musubi.system.PublicAddress;
import musubi.user.Routes;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the REST document, and the order of its parts. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Musubi",
                        version = "0.1",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        security = @SecurityRequirement(name = ApiDocument.TOKEN))
@SecurityScheme(
        name = ApiDocument.TOKEN,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API token: made under Settings > API tokens, or set as `musubi.api-token`.")
class ApiDocument {

    static final String TOKEN = "token";

    /** The order of the parts; others come last. */
    private static final List<String> TAGS = List.of(
            "Connections", "Friends", "Imports", "Backlog", "Links", "Audience", "Media", "Broadcasts", "HubSpot app");

    @Bean
    static RecordParts recordParts() {
        return new RecordParts();
    }

    @Bean
    static OpenApiCustomizer apiDocumentCustomizer(PublicAddress address, Routes routes) {
        var files = new DocumentFiles();
        var answers = new CommonAnswers(routes);
        return document -> {
            document.getInfo().setDescription(files.head());
            document.setServers(List.of(server(address)));
            answers.addTo(document);
            var examples = new Examples(files, document);
            document.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        answers.complete(path, method, operation);
                        examples.complete(operation);
                    }));
            document.getTags().sort(Comparator.comparingInt(tag -> place(tag.getName())));
            document.setPaths(sorted(document));
        };
    }

    /** The document names no host, so that the page calls the host by which it was opened; browsers would forbid calls to another one. */
    private static Server server(PublicAddress address) {
        var path = address.base().getPath();
        return new Server().url(path.isEmpty() ? "/" : path).description("This Musubi");
    }

    private static Paths sorted(OpenAPI document) {
        var sorted = new Paths();
        document.getPaths().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, PathItem> entry) -> place(tag(entry.getValue())))
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> sorted.addPathItem(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static String tag(PathItem item) {
        return item.readOperations().stream()
                .map(Operation::getTags)
                .flatMap(List::stream)
                .findFirst()
                .orElse("");
    }

    private static int place(String tag) {
        var place = TAGS.indexOf(tag);
        return place < 0 ? TAGS.size() : place;
    }
}

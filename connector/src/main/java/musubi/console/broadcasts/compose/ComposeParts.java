package musubi.console.broadcasts.compose;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.ContactPropertyCache;
import musubi.console.layout.ConsolePage;
import musubi.content.MediaRefusedException;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactProperties.ContactProperty;
import musubi.hubspot.HubSpotException;
import musubi.system.Uploads;
import org.springframework.core.io.InputStreamSource;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** What stands beside the form: properties that tokens may name, and pictures that are uploaded. */
@ConsolePage
class ComposeParts {

    private static final int MAX_PROPERTIES = 2_000;

    private final Composer composer;
    private final ContactPropertyCache properties;
    private final LibraryView library;

    ComposeParts(Composer composer, ContactPropertyCache properties, LibraryView library) {
        this.composer = composer;
        this.properties = properties;
        this.library = library;
    }

    /** The properties by label: a part of the form's page, or a page of its own where the browser runs no scripts. */
    @GetMapping("/connections/{id}/broadcasts/properties")
    String properties(
            @PathVariable UUID id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model) {
        composer.connection(id);
        var found = found(id);
        model.addAttribute("properties", found.orElse(List.of()));
        model.addAttribute("broken", found.isEmpty());
        return htmx ? "console/compose-tokens :: list" : "console/compose-tokens";
    }

    private Optional<List<ContactProperty>> found(UUID id) {
        try {
            return Optional.of(properties.of(id, CallPriority.INTERACTIVE).stream()
                    .filter(property -> !property.hidden())
                    .sorted(Comparator.comparing(ContactProperty::label, String.CASE_INSENSITIVE_ORDER)
                            .thenComparing(ContactProperty::name))
                    .limit(MAX_PROPERTIES)
                    .toList());
        } catch (HubSpotException away) {
            return Optional.empty();
        }
    }

    /**
     * Takes a file into the library, as a page of its own in another window than the form: for browsers without scripts. Its size is that of
     * every form with a file.
     *
     * @param field for which it is chosen
     */
    @PostMapping(path = "/connections/{id}/messages/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(
            @PathVariable UUID id,
            @RequestParam("file") MultipartFile file,
            @RequestParam(name = "for", defaultValue = "") String field,
            @RequestParam(defaultValue = "false") boolean video,
            Model model)
            throws IOException {
        composer.connection(id);
        try (var content = file.getInputStream()) {
            add(id, file.getSize(), () -> content, model);
        }
        choices(id, field, video, model);
        return "console/compose-media";
    }

    /**
     * The same from a script of the page, read while it arrives, and answers with what can be chosen then. What it is for is in headers:
     * parameters stand in the body, which would be read for them.
     */
    @PostMapping(path = "/connections/{id}/messages/media/stream", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String stream(
            @PathVariable UUID id,
            @RequestHeader(name = "X-Media-For", defaultValue = "") String field,
            @RequestHeader(name = "X-Media-Video", defaultValue = "false") boolean video,
            HttpServletRequest request,
            Model model)
            throws IOException {
        composer.connection(id);
        // not closed, which would read the rest of a file that was refused
        add(
                id,
                request.getContentLengthLong(),
                () -> Uploads.file(request, "file").orElseGet(InputStream::nullInputStream),
                model);
        choices(id, field, video, model);
        return "console/compose-media :: choices";
    }

    private void add(UUID id, long length, InputStreamSource content, Model model) throws IOException {
        try {
            library.add(id, length, content);
        } catch (MediaRefusedException refused) {
            model.addAttribute("refused", refused.problem().text());
        }
    }

    private void choices(UUID id, String field, boolean video, Model model) {
        model.addAttribute("field", field);
        model.addAttribute("library", library.of(id, video));
    }
}

package musubi.console.broadcasts.compose;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Answers with the form: all of the page, or the part of it that a button changes. */
@Component
final class Composer {

    private static final int SAVED = 100;

    private final Connections connections;
    private final AudienceView audiences;
    private final PhonePreview previews;
    private final LibraryView library;
    private final SavedMessages saved;

    Composer(
            Connections connections,
            AudienceView audiences,
            PhonePreview previews,
            LibraryView library,
            SavedMessages saved) {
        this.connections = connections;
        this.audiences = audiences;
        this.previews = previews;
        this.library = library;
        this.saved = saved;
    }

    /**
     * What is composed.
     *
     * @param address where the form is posted to
     * @param broadcast whether it is a broadcast, else a saved message
     * @param old whether it is there already
     * @param variants whether it has several messages, which this page leaves as they are
     */
    record Work(Connection connection, String address, boolean broadcast, boolean old, boolean variants) {}

    Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }

    /** The page as it is opened: without calls. What HubSpot and LINE tell is asked for by the page. */
    String open(Work work, ComposeForm form, Model model) {
        return whole(work, form, AudienceView.unknown(form.audience()), Optional.empty(), model);
    }

    /** The page with what was refused. */
    String refused(Work work, ComposeForm form, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return again(work, form, model);
    }

    /** The page after a button that answers with all of it. */
    String again(Work work, ComposeForm form, Model model) {
        return whole(work, form, lists(work, form), Optional.empty(), model);
    }

    /** The form after a button that changes it. */
    String changed(Work work, ComposeForm sent, FormAct act, boolean htmx, Model model, HttpServletResponse response) {
        var form = act.ofAudience() ? sent.with(sent.audience().changed(act)) : sent;
        if (act.ofMessage()) {
            form.act(act);
        }
        if (act.what().equals("preview")) {
            form.person(ComposeForm.number(new String[] {act.argument()}, form.person()));
        }
        var asksPreview = !act.ofMessage() && !act.ofAudience();
        if (!htmx) {
            var preview = asksPreview && !work.variants()
                    ? Optional.of(previews.of(work.connection(), form))
                    : Optional.<PhonePreview.View>empty();
            return whole(work, form, lists(work, form), preview, model);
        }
        if (act.ofMessage()) {
            response.setHeader("HX-Trigger-After-Settle", "composed");
            describe(work, form, model);
            return "console/compose :: message";
        }
        if (act.ofAudience()) {
            response.setHeader("HX-Retarget", "#audience");
            response.setHeader("HX-Trigger-After-Settle", "composed");
            describe(work, form, model);
            model.addAttribute("lists", lists(work, form));
            return "console/compose-audience :: audience";
        }
        response.setHeader("HX-Retarget", "#preview");
        var view = previews.of(work.connection(), form);
        describe(work, form, model);
        model.addAttribute("view", view);
        return "console/compose-preview :: preview";
    }

    private AudienceView.Lists lists(Work work, ComposeForm form) {
        return work.broadcast()
                ? audiences.of(work.connection(), form.audience())
                : AudienceView.unknown(form.audience());
    }

    private String whole(
            Work work, ComposeForm form, AudienceView.Lists lists, Optional<PhonePreview.View> preview, Model model) {
        describe(work, form, model);
        model.addAttribute("lists", lists);
        model.addAttribute("view", preview.orElse(null));
        model.addAttribute("savedMessages", saved.list(work.connection().id(), Optional.empty(), SAVED));
        return "console/compose";
    }

    private void describe(Work work, ComposeForm form, Model model) {
        model.addAttribute("it", work.connection());
        model.addAttribute("work", work);
        model.addAttribute("form", form);
        model.addAttribute("field", form.choosing());
        model.addAttribute(
                "library",
                form.choosing().isEmpty()
                        ? List.of()
                        : library.of(work.connection().id(), form.choosesVideo()));
    }

    /** Takes the content of a saved message of the same connection, if there is such. */
    void use(Work work, ComposeForm form, String savedId) {
        message(work.connection().id(), savedId).ifPresent(found -> form.use(MessageForm.form(found.content())));
    }

    /** A saved message of that connection. */
    Optional<SavedMessage> message(UUID connectionId, String id) {
        try {
            return saved.find(UUID.fromString(id))
                    .filter(found -> found.connectionId().equals(connectionId));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}

package musubi.console.broadcasts.compose;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.content.SavedMessage;
import musubi.content.SavedMessageRefusedException;
import musubi.content.SavedMessages;
import musubi.user.AuditLog;
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
    private final FreeAreas areas;
    private final Troubles troubles;
    private final AuditLog audit;

    Composer(
            Connections connections,
            AudienceView audiences,
            PhonePreview previews,
            LibraryView library,
            SavedMessages saved,
            FreeAreas areas,
            Troubles troubles,
            AuditLog audit) {
        this.connections = connections;
        this.audiences = audiences;
        this.previews = previews;
        this.library = library;
        this.saved = saved;
        this.areas = areas;
        this.troubles = troubles;
        this.audit = audit;
    }

    /**
     * What is composed.
     *
     * @param address where the form is posted to
     * @param broadcast whether it is a broadcast, else a saved message
     * @param old whether it is there already
     */
    record Work(Connection connection, String address, boolean broadcast, boolean old) {}

    /** Keeps what was composed. */
    interface Keeping {

        /** Where the person goes on; empty where something is wrong, which the form has been told. */
        Optional<String> keep(Work work, ComposeForm form, Posted posted);
    }

    Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }

    /** The page as it is opened: without calls. What HubSpot and LINE tell is asked for by the page. */
    String open(Work work, ComposeForm form, Model model) {
        return whole(work, form, AudienceView.unknown(form.audience()), Optional.empty(), model);
    }

    /** The answer to a form that was sent: to keep what was written, or to change the form. */
    String posted(Work work, Posted posted, Keeping keeping) {
        var form = ComposeForm.of(posted.request().getParameterMap());
        var act = FormAct.of(posted.act());
        return switch (act.what()) {
            case "save", "test" -> keeping.keep(work, form, posted).orElseGet(() -> refused(work, form, posted));
            case "library" -> toLibrary(work, form, posted);
            case "use" -> {
                use(work, form, posted.saved());
                yield changed(work, form, act, posted);
            }
            default -> changed(work, form, act, posted);
        };
    }

    private String toLibrary(Work work, ComposeForm form, Posted posted) {
        var written = form.written();
        if (!written.lines().isEmpty()) {
            troubles.ofMessage(form, written, List.of());
            return refused(work, form, posted);
        }
        try {
            var made = saved.save(work.connection().id(), form.value("libraryName"), written.content())
                    .message();
            audit.record("message.saved", made.name(), made.id().toString());
            posted.model().addAttribute("did", "compose.did.library");
            posted.model().addAttribute("didWith", made.name());
            return whole(work, form, lists(work, form), Optional.empty(), posted.model());
        } catch (SavedMessageRefusedException refused) {
            troubles.ofMessage(form, written, refused.problems());
            return refused(work, form, posted);
        }
    }

    /** The page with what was refused. */
    private String refused(Work work, ComposeForm form, Posted posted) {
        posted.response().setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        form.showWrong();
        return whole(work, form, lists(work, form), Optional.empty(), posted.model());
    }

    /** The form after a button that changes it. */
    private String changed(Work work, ComposeForm sent, FormAct act, Posted posted) {
        var model = posted.model();
        var response = posted.response();
        var form = act.ofAudience() ? sent.with(sent.audience().changed(act)) : sent;
        if (act.ofMessage()) {
            form.act(act);
        }
        if (act.what().equals("preview")) {
            form.person(ComposeForm.number(new String[] {act.argument()}, form.person()));
        }
        var asksPreview = !act.ofMessage() && !act.ofAudience();
        if (!posted.htmx()) {
            var preview = asksPreview
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
        model.addAttribute("heights", areas.heights(work.connection().id(), form.tree()));
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

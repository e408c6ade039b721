package musubi.console.broadcasts.compose;

import java.util.List;
import musubi.broadcast.BroadcastProblem;
import musubi.content.MessageCheckProblem;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Tells the form what was found wrong, at the field in which it is mended. */
@Component
final class Troubles {

    /** Of the message in it. */
    void ofMessage(ComposeForm form, MessageForm.Written written, List<MessageCheckProblem> problems) {
        ofMessage(form, -1, form.tree(), written, problems);
    }

    /** Of the message of a variant. */
    void ofVariant(ComposeForm form, int variant, MessageForm.Written written, List<MessageCheckProblem> problems) {
        ofMessage(form, variant, Variants.message(form.tree(), variant), written, problems);
    }

    private static void ofMessage(
            ComposeForm form,
            int variant,
            ObjectNode message,
            MessageForm.Written written,
            List<MessageCheckProblem> problems) {
        written.lines()
                .forEach((field, line) -> form.add(new Trouble(
                        field,
                        variant,
                        line,
                        false,
                        text("compose.json.wrong"),
                        text("compose.json.wrong.detail", line))));
        for (var problem : problems) {
            var field = MessageForm.fieldOf(problem.field());
            // what cannot be read is not missing
            if (!written.lines().containsKey(field)) {
                form.add(new Trouble(
                        field,
                        variant,
                        MessageForm.lineOf(message, problem.field()),
                        problem.isWarning(),
                        problem.title(),
                        problem.detail()));
            }
        }
    }

    /** Of the broadcast around it. */
    void ofBroadcast(ComposeForm form, List<BroadcastProblem> problems) {
        for (var problem : problems) {
            form.add(new Trouble(problem.field(), -1, 0, problem.isWarning(), problem.title(), problem.detail()));
        }
    }

    /** The time of the broadcast cannot be read. */
    void ofTime(ComposeForm form) {
        form.add(new Trouble("at", -1, 0, false, text("compose.at.wrong"), text("compose.at.wrong.detail")));
    }

    /** The shares of the variants are not what they have to be together. */
    void ofShares(ComposeForm form) {
        var rest = Variants.winner(form.tree()).isPresent();
        form.add(new Trouble(
                "variants",
                -1,
                0,
                false,
                text(rest ? "compose.percent.wrong.rest" : "compose.percent.wrong"),
                text(rest ? "compose.percent.wrong.rest.detail" : "compose.percent.wrong.detail", form.percents())));
    }

    private static DefaultMessageSourceResolvable text(String key, Object... arguments) {
        return new DefaultMessageSourceResolvable(new String[] {key}, arguments);
    }
}

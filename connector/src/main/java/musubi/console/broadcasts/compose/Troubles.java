package musubi.console.broadcasts.compose;

import java.util.List;
import musubi.broadcast.BroadcastProblem;
import musubi.content.MessageCheckProblem;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/** Tells the form what was found wrong, at the field in which it is mended. */
@Component
final class Troubles {

    /** Of the message in it. */
    void ofMessage(ComposeForm form, MessageForm.Written written, List<MessageCheckProblem> problems) {
        written.lines()
                .forEach((field, line) -> form.add(new Trouble(
                        field,
                        line,
                        false,
                        text("compose.json.wrong"),
                        new DefaultMessageSourceResolvable(
                                new String[] {"compose.json.wrong.detail"}, new Object[] {line}))));
        for (var problem : problems) {
            var field = MessageForm.fieldOf(problem.field());
            // what cannot be read is not missing
            if (!written.lines().containsKey(field)) {
                form.add(new Trouble(
                        field,
                        MessageForm.lineOf(form.tree(), problem.field()),
                        problem.isWarning(),
                        problem.title(),
                        problem.detail()));
            }
        }
    }

    /** Of the broadcast around it. */
    void ofBroadcast(ComposeForm form, List<BroadcastProblem> problems) {
        for (var problem : problems) {
            form.add(new Trouble(problem.field(), 0, problem.isWarning(), problem.title(), problem.detail()));
        }
    }

    /** The time of the broadcast cannot be read. */
    void ofTime(ComposeForm form) {
        form.add(new Trouble("at", 0, false, text("compose.at.wrong"), text("compose.at.wrong.detail")));
    }

    private static DefaultMessageSourceResolvable text(String key) {
        return new DefaultMessageSourceResolvable(key);
    }
}

package musubi.console.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import org.springframework.ui.Model;

/**
 * Why entered values of a connection are refused, for a page. The text depends on the field and the reason; the original
 * message of LINE or HubSpot, which is English, is shown beside it.
 */
public record Refusals(List<Entry> all) {

    public static final Refusals NONE = new Refusals(List.of());

    /**
     * One refusal.
     *
     * @param key of the text
     * @param scopes HubSpot scopes that are missing
     * @param message as the REST API has it, in English
     */
    record Entry(String field, String key, List<String> scopes, String message) {}

    public static Refusals of(ConnectionRefusedException e) {
        return of(e.refusals());
    }

    public static Refusals of(List<Refusal> refusals) {
        var entries = new LinkedHashMap<String, Entry>();
        for (var refusal : refusals) {
            var key = key(refusal, !refusal.scopes().isEmpty());
            entries.merge(
                    refusal.field() + key,
                    new Entry(refusal.field(), key, refusal.scopes(), refusal.message()),
                    Refusals::joined);
        }
        return new Refusals(List.copyOf(entries.values()));
    }

    /** The refusals in the model. */
    public static Refusals in(Model model) {
        return model.getAttribute("refusals") instanceof Refusals refusals ? refusals : NONE;
    }

    private static Entry joined(Entry one, Entry other) {
        var scopes = new ArrayList<>(one.scopes());
        scopes.addAll(other.scopes());
        return new Entry(one.field(), one.key(), scopes, one.message() + " " + other.message());
    }

    private static String key(Refusal refusal, boolean scope) {
        var side = refusal.field().replaceAll("\\..*", "");
        var where = refusal.reason() == Reason.UNAVAILABLE || side.equals("propertyNames") ? side : refusal.field();
        return "connection.refused." + where + "."
                + (scope ? "SCOPE" : refusal.reason().name());
    }

    /** By field, the key of its first text, to show at the field. */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        all.forEach(entry -> fields.putIfAbsent(entry.field(), entry.key()));
        return fields;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}

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
 * What is wrong with something entered about a connection, for a page. The words come by where it was entered and why it
 * is refused; LINE's and HubSpot's own, which are English, stand beside.
 */
public record Refusals(List<Told> all) {

    public static final Refusals NONE = new Refusals(List.of());

    /**
     * One thing.
     *
     * @param key of the words
     * @param scopes HubSpot scopes that are missing
     * @param words as the REST API tells it
     */
    record Told(String field, String key, List<String> scopes, String words) {}

    public static Refusals of(ConnectionRefusedException e) {
        return of(e.refusals());
    }

    public static Refusals of(List<Refusal> refusals) {
        var told = new LinkedHashMap<String, Told>();
        for (var refusal : refusals) {
            var key = key(refusal, !refusal.scopes().isEmpty());
            told.merge(
                    refusal.field() + key,
                    new Told(refusal.field(), key, refusal.scopes(), refusal.message()),
                    Refusals::both);
        }
        return new Refusals(List.copyOf(told.values()));
    }

    /** Those that the model has. */
    public static Refusals in(Model model) {
        return model.getAttribute("refusals") instanceof Refusals refusals ? refusals : NONE;
    }

    private static Told both(Told one, Told other) {
        var scopes = new ArrayList<>(one.scopes());
        scopes.addAll(other.scopes());
        return new Told(one.field(), one.key(), scopes, one.words() + " " + other.words());
    }

    private static String key(Refusal refusal, boolean scope) {
        var side = refusal.field().replaceAll("\\..*", "");
        var place = refusal.reason() == Reason.UNAVAILABLE || side.equals("propertyNames") ? side : refusal.field();
        return "connection.refused." + place + "."
                + (scope ? "SCOPE" : refusal.reason().name());
    }

    /** By field, the key of its first words: for the field itself. */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        all.forEach(told -> fields.putIfAbsent(told.field(), told.key()));
        return fields;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}

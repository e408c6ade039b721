package musubi.console.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.RefusalCode;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.ui.Model;

/**
 * Why entered values of a connection are refused, for a page. The short text depends on the field and the reason;
 * the full texts of the refusals are shown beside it.
 */
public record Refusals(List<Entry> all) {

    public static final Refusals NONE = new Refusals(List.of());

    /**
     * One refusal.
     *
     * @param key of the text
     * @param scopes HubSpot scopes that are missing
     * @param texts the full texts of the refusals, from the message bundles; empty when they say no more than the text
     */
    record Entry(String field, String key, List<String> scopes, List<MessageSourceResolvable> texts) {

        /** The name of the field on a page. */
        public String input() {
            return field.replaceAll(".*\\.", "");
        }
    }

    public static Refusals of(ConnectionRefusedException e) {
        return of(e.refusals());
    }

    public static Refusals of(List<Refusal> refusals) {
        var entries = new LinkedHashMap<String, Entry>();
        for (var refusal : refusals) {
            var key = key(refusal, !refusal.scopes().isEmpty());
            entries.merge(
                    refusal.field() + key,
                    new Entry(
                            refusal.field(),
                            key,
                            refusal.scopes(),
                            refusal.reason() == Reason.INVALID
                                            && !refusal.field().startsWith("propertyNames")
                                    ? List.of()
                                    : List.of(refusal.text())),
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
        var texts = new ArrayList<>(one.texts());
        texts.addAll(other.texts());
        return new Entry(one.field(), one.key(), scopes, texts);
    }

    private static String key(Refusal refusal, boolean scope) {
        if (refusal.code() == RefusalCode.OTHER_PORTAL) {
            // HubSpot accepts it: the comparison is ours
            return "connection.refused.hubspot.OTHER_PORTAL";
        }
        var side = refusal.field().replaceAll("\\..*", "");
        var where = refusal.reason() == Reason.UNAVAILABLE || side.equals("propertyNames") ? side : refusal.field();
        return "connection.refused." + where + "."
                + (scope ? "SCOPE" : refusal.reason().name());
    }

    /** By field, what is wrong with it first, to show at the field. That a platform does not answer is no fault of a field. */
    public Map<String, Entry> at() {
        var fields = new LinkedHashMap<String, Entry>();
        all.stream()
                .filter(entry -> !entry.key().endsWith("." + Reason.UNAVAILABLE))
                .forEach(entry -> fields.putIfAbsent(entry.field(), entry));
        return fields;
    }

    /** Those that do not stand at one of these fields of a page. */
    public Refusals elsewhere(List<String> fields) {
        var shown = at();
        return new Refusals(all.stream()
                .filter(entry -> !fields.contains(entry.field()) || !entry.equals(shown.get(entry.field())))
                .toList());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}

package musubi.sandbox.hubspot.crm.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.PropertyOption;
import musubi.sandbox.hubspot.api.Timestamps;
import org.jspecify.annotations.Nullable;

/** The properties that every portal has from the start: those that the connector uses, not all of HubSpot's some 200. */
public final class HubSpotProperties {

    /** From first to last; HubSpot moves a contact forward only, unless the value is cleared first. */
    public static final List<String> LIFECYCLE_STAGES = List.of(
            "subscriber",
            "lead",
            "marketingqualifiedlead",
            "salesqualifiedlead",
            "opportunity",
            "customer",
            "evangelist",
            "other");

    /** Returned when a request names no properties. */
    public static final List<String> DEFAULTS =
            List.of("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname");

    /** Returned with every record. */
    public static final List<String> ALWAYS = List.of("createdate", "hs_object_id", "lastmodifieddate");

    /** The options of the original traffic source, which HubSpot sets and users may correct. */
    private static final List<String> SOURCES = List.of(
            "ORGANIC_SEARCH",
            "PAID_SEARCH",
            "EMAIL_MARKETING",
            "SOCIAL_MEDIA",
            "REFERRALS",
            "OTHER_CAMPAIGNS",
            "DIRECT_TRAFFIC",
            "OFFLINE",
            "PAID_SOCIAL",
            "AI_REFERRALS");

    private HubSpotProperties() {}

    /** The properties with stored values; the e-mail is the first. */
    static List<PropertyDefinition> stored() {
        return List.of(
                define("email", "Email", "string", "text", List.of(), true, false),
                define("firstname", "First Name", "string", "text", List.of(), false, false),
                define("lastname", "Last Name", "string", "text", List.of(), false, false),
                define("lifecyclestage", "Lifecycle Stage", "enumeration", "radio", options(), false, false),
                define(
                        "hs_analytics_source",
                        "Original Traffic Source",
                        "enumeration",
                        "select",
                        SOURCES.stream()
                                .map(source -> new PropertyOption(source, source))
                                .toList(),
                        false,
                        false),
                define("phone", "Phone Number", "string", "phonenumber", List.of(), false, false),
                define("mobilephone", "Mobile Phone Number", "string", "phonenumber", List.of(), false, false),
                define("company", "Company Name", "string", "text", List.of(), false, false),
                define("jobtitle", "Job Title", "string", "text", List.of(), false, false),
                define("website", "Website URL", "string", "text", List.of(), false, false),
                define("city", "City", "string", "text", List.of(), false, false),
                define("country", "Country/Region", "string", "text", List.of(), false, false),
                define("hubspot_owner_id", "Contact owner", "enumeration", "select", List.of(), false, false),
                define(
                        "hs_additional_emails",
                        "Additional email addresses",
                        "string",
                        "text",
                        List.of(),
                        false,
                        false));
    }

    /** The properties that HubSpot computes. */
    static Map<PropertyDefinition, ComputedValue> computed() {
        var all = new LinkedHashMap<PropertyDefinition, ComputedValue>();
        all.put(calculated("hs_object_id", "Record ID", "number"), version -> Long.toString(version.id()));
        all.put(calculated("createdate", "Create Date", "datetime"), version -> Timestamps.iso(version.createdAt()));
        all.put(
                calculated("lastmodifieddate", "Last Modified Date", "datetime"),
                version -> Timestamps.iso(version.updatedAt()));
        all.put(calculated("hs_is_contact", "Is a contact", "bool"), version -> "true");
        all.put(calculated("hs_marketable_status", "Marketing contact status", "bool"), version -> "false");
        all.put(calculated("hs_email_domain", "Email Domain", "string"), HubSpotProperties::domain);
        all.put(calculated("hs_all_contact_vids", "All vids", "string"), HubSpotProperties::vids);
        all.put(
                calculated("hs_merged_object_ids", "Merged record IDs", "string"),
                version -> merges(version, merge -> Long.toString(merge.id())));
        all.put(
                calculated("hs_calculated_merged_vids", "Merged vids with timestamps", "string"),
                version -> merges(version, merge -> merge.id() + ":" + merge.mergedAt()));
        return all;
    }

    private static PropertyDefinition calculated(String name, String label, String type) {
        var field = switch (type) {
            case "bool" -> "booleancheckbox";
            case "datetime" -> "date";
            case "number" -> "number";
            default -> "text";
        };
        return define(name, label, type, field, List.of(), false, true);
    }

    private static PropertyDefinition define(
            String name,
            String label,
            String type,
            String fieldType,
            List<PropertyOption> options,
            boolean unique,
            boolean readOnly) {
        return new PropertyDefinition(
                name, label, type, fieldType, "contactinformation", "", options, unique, readOnly, true);
    }

    private static List<PropertyOption> options() {
        return LIFECYCLE_STAGES.stream()
                .map(stage ->
                        new PropertyOption(stage.substring(0, 1).toUpperCase(Locale.ROOT) + stage.substring(1), stage))
                .toList();
    }

    private static @Nullable String domain(Version version) {
        var email = version.at(Schema.EMAIL_SLOT);
        return email == null ? null : email.substring(email.indexOf('@') + 1);
    }

    private static String vids(Version version) {
        return Stream.concat(Stream.of(version.id()), version.merges().stream().map(MergedRecord::id))
                .distinct()
                .map(Object::toString)
                .collect(Collectors.joining(";"));
    }

    private static @Nullable String merges(Version version, Function<MergedRecord, String> how) {
        return version.merges().isEmpty()
                ? null
                : version.merges().stream().map(how).collect(Collectors.joining(";"));
    }
}

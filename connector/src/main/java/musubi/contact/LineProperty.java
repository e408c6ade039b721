package musubi.contact;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The contact properties of a LINE Official Account (the first of a portal; {@link PropertyNames} for the others). */
public enum LineProperty {
    USER_ID("LINE User ID", "line_user_id", "string", "text", true),
    USER_NAME("LINE User Name", "line_user_name", "string", "text", false),
    USER_PICTURE("LINE User Picture", "line_user_picture", "string", "text", false),
    ID_SYNC_DATE("LINE ID Sync Date", "line_id_sync_date", "date", "date", false),
    FOLLOW("LINE Follow", "line_follow", "enumeration", "select", false, FollowState.values()),
    FOLLOW_UPDATED_AT("LINE Follow Updated At", "line_follow_updated_at", "datetime", "date", false),
    CONTACT_SOURCE("LINE Contact Source", "line_contact_source", "enumeration", "select", false, Source.values()),
    LAST_REPLY_MESSAGE("LINE Last Reply Message", "line_last_reply_message", "string", "textarea", false),
    /** When the last reply was written: without it a late, older message would overwrite a newer one. */
    LAST_REPLY_AT("LINE Last Reply At", "line_last_reply_at", "datetime", "date", false),
    /** Which message the last reply is: without it, a reply that its sender takes back could not be recognized. */
    LAST_REPLY_MESSAGE_ID("LINE Last Reply Message ID", "line_last_reply_message_id", "string", "text", false),
    LAST_SEND_MESSAGE("LINE Last Send Message", "line_last_send_message", "string", "textarea", false),
    UNANSWERED("LINE Unanswered", "line_unanswered", "enumeration", "select", false, FollowState.values()),
    TRAFFIC_SOURCE("LINE Traffic Source", "line_traffic_source", "string", "text", false),
    LAST_BROADCAST_NAME("Last LINE broadcast name", "line_last_broadcast_name", "string", "text", false),
    LAST_BROADCAST_SEND_DATE(
            "Last LINE broadcast send date", "line_last_broadcast_send_date", "datetime", "date", false),
    LAST_BROADCAST_OPEN_DATE(
            "Last LINE broadcast open date", "line_last_broadcast_open_date", "datetime", "date", false),
    LAST_BROADCAST_CLICK_DATE(
            "Last LINE broadcast click date", "line_last_broadcast_click_date", "datetime", "date", false),
    USER_TAGS("LINE user tags", "line_user_tags", "string", "text", false),
    OPT_OUT("LINE Opt Out", "line_opt_out", "enumeration", "select", false, FollowState.values()),
    /** When the friend chose that: without it a late, older event would undo a newer one. */
    OPT_OUT_UPDATED_AT("LINE Opt Out Updated At", "line_opt_out_updated_at", "datetime", "date", false);

    /** The internal name of the property group of all of them. */
    public static final String GROUP = "line";

    /** The group's label. */
    public static final String GROUP_LABEL = "LINE";

    private final String label;
    private final String internalName;
    private final String type;
    private final String fieldType;
    private final boolean unique;

    @SuppressWarnings("ImmutableEnumChecker") // made by toList: unmodifiable
    private final List<String> options;

    LineProperty(String label, String internalName, String type, String fieldType, boolean unique, Enum<?>... options) {
        this.label = label;
        this.internalName = internalName;
        this.type = type;
        this.fieldType = fieldType;
        this.unique = unique;
        this.options = Arrays.stream(options).map(Enum::name).toList();
    }

    /** What people see in HubSpot. */
    public String label() {
        return label;
    }

    /** HubSpot's internal name for the portal's first account. */
    public String internalName() {
        return internalName;
    }

    /** HubSpot's {@code type}. */
    public String type() {
        return type;
    }

    /** HubSpot's {@code fieldType}. */
    public String fieldType() {
        return fieldType;
    }

    /** Whether no two contacts may share a value; HubSpot allows ten such properties on contacts. */
    public boolean unique() {
        return unique;
    }

    /** The options of an enumeration, in their order; empty for all others. */
    public List<String> options() {
        return options;
    }

    /** The name the REST API and settings use: {@code lineUserId} for {@code line_user_id}. */
    public String key() {
        var key = new StringBuilder();
        for (var part : internalName.split("_", -1)) {
            key.append(key.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return key.toString();
    }

    /** The property with that {@link #key}. */
    public static Optional<LineProperty> byKey(String key) {
        return Arrays.stream(values())
                .filter(property -> property.key().equals(key))
                .findFirst();
    }
}

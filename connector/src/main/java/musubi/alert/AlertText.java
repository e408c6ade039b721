package musubi.alert;

/**
 * An alert in words.
 *
 * @param title one line
 * @param body several lines, with the title's meaning and an address of the console
 */
record AlertText(String title, String body) {

    /** As Slack and those that are compatible with it take it: three characters would be read as marks. */
    String forWebhook() {
        return (title + "\n" + body).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

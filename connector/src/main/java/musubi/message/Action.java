package musubi.message;

import java.util.Optional;

/** What a tap does. See <a href="https://developers.line.biz/en/reference/messaging-api/#action-objects">LINE's reference</a>. */
public sealed interface Action {

    /** What the button says; empty on an area of a picture, which has no words. */
    String label();

    /** Opens an address, which may hold tokens. */
    record OpenUri(String label, String uri) implements Action {}

    /** The friend says this text. */
    record SayText(String label, String text) implements Action {}

    /** LINE sends this data to the webhook; the friend says {@code displayText}, if there is one. */
    record Postback(String label, String data, Optional<String> displayText) implements Action {}
}

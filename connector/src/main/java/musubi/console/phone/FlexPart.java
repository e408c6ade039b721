package musubi.console.phone;

import java.util.List;

/**
 * A component of a flex message. Sizes, weights and distances are style classes; colours are not shown.
 *
 * @param kind {@code box}, {@code text}, {@code button}, {@code image}, {@code separator} or {@code filler}
 * @param style classes
 * @param parts in a box, or the spans of a text
 */
public record FlexPart(
        String kind, String style, String text, PhonePicture picture, PhoneAction action, List<FlexPart> parts) {}

package musubi.sandbox.line.message;

import java.util.List;

/** Buttons, confirmations and carousels. https://developers.line.biz/en/reference/messaging-api/#template-messages */
final class TemplateCheck {

    private static final int MAX_COLUMNS = 10;
    private static final int MAX_TITLE = 40;
    private static final int MAX_TEXT_BESIDE = 60;

    private TemplateCheck() {}

    static void check(Place message) {
        message.required("altText", MessageCheck.MAX_ALT_TEXT);
        message.object("template", template -> {
            switch (template.text("type")) {
                case "buttons" -> {
                    shape(template);
                    card(template, 160, 4);
                }
                case "confirm" -> {
                    template.requiredGraphemes("text", 240);
                    template.list("actions", 2, 2, ActionCheck::inTemplate);
                }
                case "carousel" -> {
                    shape(template);
                    template.list("columns", 1, MAX_COLUMNS, column -> card(column, 120, 3));
                    alike(template);
                }
                case "image_carousel" ->
                    template.list("columns", 1, MAX_COLUMNS, column -> {
                        column.file("imageUrl");
                        column.object("action", ActionCheck::inImageCarousel);
                    });
                default ->
                    template.wrong(
                            "type",
                            "Must be one of the following values: [buttons, confirm, carousel, image_carousel]");
            }
        });
    }

    private static void shape(Place template) {
        template.word("imageAspectRatio", List.of("rectangle", "square"));
        template.word("imageSize", List.of("cover", "contain"));
    }

    private static void card(Place card, int maxText, int maxActions) {
        card.optionalFile("thumbnailImageUrl");
        card.optionalGraphemes("title", MAX_TITLE);
        card.requiredGraphemes(
                "text", card.has("thumbnailImageUrl") || !card.text("title").isEmpty() ? MAX_TEXT_BESIDE : maxText);
        card.optionalObject("defaultAction", ActionCheck::unlabelled);
        card.list("actions", 1, maxActions, ActionCheck::inTemplate);
    }

    /** All columns have as many actions, and an image or a title where one has it. */
    private static void alike(Place template) {
        var first = template.node().path("columns").path(0);
        template.list("columns", 0, MAX_COLUMNS, column -> {
            if (column.node().path("actions").size() != first.path("actions").size()) {
                column.wrong("actions", "The number of actions must be the same in all columns");
            }
            for (var name : List.of("thumbnailImageUrl", "title")) {
                if (column.has(name) != first.hasNonNull(name)) {
                    column.wrong(name, "must be specified in all columns or in none");
                }
            }
        });
    }
}

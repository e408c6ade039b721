package musubi.sandbox.line.message;

/** Images with areas. https://developers.line.biz/en/reference/messaging-api/#imagemap-message */
final class ImagemapCheck {

    private static final int WIDTH = 1_040;
    private static final int MAX_HEIGHT = 100_000;

    private ImagemapCheck() {}

    static void check(Place message) {
        message.file("baseUrl");
        message.required("altText", MessageCheck.MAX_ALT_TEXT);
        message.object("baseSize", size -> {
            size.wholeNumber("width", WIDTH, WIDTH);
            size.wholeNumber("height", 1, MAX_HEIGHT);
        });
        if (!message.has("actions")) {
            message.wrong("actions", "must be specified");
        }
        message.list("actions", 0, 50, ImagemapCheck::action);
        message.optionalObject("video", video -> {
            video.file("originalContentUrl");
            video.file("previewImageUrl");
            video.object("area", ImagemapCheck::area);
            video.optionalObject("externalLink", link -> {
                link.link("linkUri", 1_000);
                link.required("label", 30);
            });
        });
    }

    private static void action(Place action) {
        action.optional("label", 100);
        action.object("area", ImagemapCheck::area);
        switch (action.text("type")) {
            case "uri" -> action.link("linkUri", 1_000);
            case "message" -> action.required("text", 400);
            case "clipboard" -> action.required("clipboardText", 1_000);
            default -> action.wrong("type", "Must be one of the following values: [uri, message, clipboard]");
        }
    }

    private static void area(Place area) {
        area.wholeNumber("x", 0, WIDTH);
        area.wholeNumber("y", 0, MAX_HEIGHT);
        area.wholeNumber("width", 1, WIDTH);
        area.wholeNumber("height", 1, MAX_HEIGHT);
    }
}

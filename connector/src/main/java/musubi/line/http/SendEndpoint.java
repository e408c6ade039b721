package musubi.line.http;

/** Endpoints that take messages. Each has a rate limit of its own for each channel. */
public enum SendEndpoint {
    PUSH("push", "/v2/bot/message/push"),
    MULTICAST("multicast", "/v2/bot/message/multicast"),
    VALIDATE("validate", "/v2/bot/message/validate/push");

    private final String operation;
    private final String path;

    SendEndpoint(String operation, String path) {
        this.operation = operation;
        this.path = path;
    }

    /** Names the calls in metrics. */
    String operation() {
        return operation;
    }

    String path() {
        return path;
    }
}

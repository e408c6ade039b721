package musubi.line.http;

/** Endpoints that take messages. Each has a rate limit of its own for each channel. */
public enum SendEndpoint {
    PUSH("push", "/v2/bot/message/push", 512),
    /** Fewer at a time: a call has 500 people, and 128 are enough for the whole rate while LINE answers within 0.6 s. */
    MULTICAST("multicast", "/v2/bot/message/multicast", 128),
    VALIDATE("validate", "/v2/bot/message/validate/push", 512);

    private final String operation;
    private final String path;
    private final int maxUnderway;

    SendEndpoint(String operation, String path, int maxUnderway) {
        this.operation = operation;
        this.path = path;
        this.maxUnderway = maxUnderway;
    }

    /** Calls of a channel that wait for their turn or have no answer yet: bounds the memory for their bodies. */
    int maxUnderway() {
        return maxUnderway;
    }

    /** Names the calls in metrics. */
    String operation() {
        return operation;
    }

    String path() {
        return path;
    }
}

package musubi.line.http;

/** Endpoints that take messages. Each has a rate limit of its own for each channel. */
public enum SendEndpoint {
    PUSH("push", "/v2/bot/message/push", 256, 512),
    /** A call has 500 people. 128 on their way are enough for the whole rate while LINE answers within 0.6 s. */
    MULTICAST("multicast", "/v2/bot/message/multicast", 32, 128),
    /** Answers to what friends did a moment ago: a few. */
    REPLY("reply", "/v2/bot/message/reply", 256, 512),
    VALIDATE("validate", "/v2/bot/message/validate/push", 256, 512);

    private final String operation;
    private final String path;
    private final int maxWaiting;
    private final int maxUnderway;

    SendEndpoint(String operation, String path, int maxWaiting, int maxUnderway) {
        this.operation = operation;
        this.path = path;
        this.maxWaiting = maxWaiting;
        this.maxUnderway = maxUnderway;
    }

    /** Calls of a channel that wait for their turn, with their bodies in memory: an eighth of a second of LINE's rate. */
    int maxWaiting() {
        return maxWaiting;
    }

    /** Calls of a channel that wait for their turn or have no answer yet. */
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

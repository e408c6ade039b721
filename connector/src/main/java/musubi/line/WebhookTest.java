package musubi.line;

/**
 * The result of LINE's webhook test, in which LINE sends a request without events.
 *
 * @param reached whether the response was in time and had a status of 2xx
 * @param status of the response; 0 when there was none
 * @param reason LINE's code: {@code OK}, {@code COULD_NOT_CONNECT}, {@code REQUEST_TIMEOUT}, {@code
 *     ERROR_STATUS_CODE}, {@code UNCLASSIFIED}, or a new one
 * @param detail LINE's explanation, in English
 */
public record WebhookTest(boolean reached, int status, String reason, String detail) {}

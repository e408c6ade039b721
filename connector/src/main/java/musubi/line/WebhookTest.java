package musubi.line;

/**
 * What came of LINE's test of a webhook address: it sends a body without events and looks at the answer.
 *
 * @param reached whether it was answered with a status of 2xx in time
 * @param status what was answered; 0 for nothing
 * @param reason LINE's word for it: {@code OK}, {@code COULD_NOT_CONNECT}, {@code REQUEST_TIMEOUT}, {@code
 *     ERROR_STATUS_CODE}, {@code UNCLASSIFIED}, or one that is new
 * @param detail LINE's own words, in English
 */
public record WebhookTest(boolean reached, int status, String reason, String detail) {}

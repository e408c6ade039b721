package musubi.line;

/**
 * What LINE finds wrong with a message.
 *
 * @param property as {@code messages[0].text}; empty where LINE does not say
 * @param text in LINE's words, English
 */
public record MessageFault(String property, String text) {}

package musubi.console.broadcasts.compose;

import org.springframework.context.MessageSourceResolvable;

/**
 * What is wrong in the form, or may surprise.
 *
 * @param field of the form; empty where it is about the whole
 * @param variant the number of the variant, from 0, whose message the field is of; -1 where it is of the one that is shown, or of none
 * @param line in a field that holds JSON; 0 in others
 */
record Trouble(
        String field,
        int variant,
        int line,
        boolean warning,
        MessageSourceResolvable title,
        MessageSourceResolvable detail) {

    /** The number of the bubble, from 1; 0 where it is about something else. */
    public int bubble() {
        return field.startsWith("bubbles[") ? Integer.parseInt(field.substring(8, field.indexOf(']'))) + 1 : 0;
    }
}

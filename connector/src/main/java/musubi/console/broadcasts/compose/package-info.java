/**
 * Writing a message, and a broadcast around it. What is being written is in the form of the page alone: each button posts all of it, and
 * the answer is the same form, changed. Nothing of a draft is in a session.
 */
@NullMarked
package musubi.console.broadcasts.compose;

import org.jspecify.annotations.NullMarked;

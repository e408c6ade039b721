/** Answers friends at once, by the reply token of what they did. */
@NullMarked
package musubi.sync.answer;

import org.jspecify.annotations.NullMarked;

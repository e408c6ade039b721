/** Failed events, in a real browser. */
@NullMarked
package musubi.console.failures;

import org.jspecify.annotations.NullMarked;

/** Events that could not be applied, to try again or to delete. */
@NullMarked
package musubi.console.failures;

import org.jspecify.annotations.NullMarked;

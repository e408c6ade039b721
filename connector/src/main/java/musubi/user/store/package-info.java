/** The SQL of people. */
@NullMarked
package musubi.user.store;

import org.jspecify.annotations.NullMarked;

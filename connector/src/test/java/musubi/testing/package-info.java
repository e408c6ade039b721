/** What the tests of several modules share. */
@NullMarked
package musubi.testing;

import org.jspecify.annotations.NullMarked;

/** Tests of imports, the whole way. */
@NullMarked
package musubi.friends;

import org.jspecify.annotations.NullMarked;

/** Tests of connecting. */
@NullMarked
package musubi.connection;

import org.jspecify.annotations.NullMarked;

/** Tests of the connector as a whole. */
@NullMarked
package musubi;

import org.jspecify.annotations.NullMarked;

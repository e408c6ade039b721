/** Tests of the rules. */
@NullMarked
package musubi.contact;

import org.jspecify.annotations.NullMarked;

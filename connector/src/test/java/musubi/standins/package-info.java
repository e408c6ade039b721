/** The sandbox page in a browser. */
@NullMarked
package musubi.standins;

import org.jspecify.annotations.NullMarked;

/** Writes what broadcasts leave on contacts. */
@NullMarked
package musubi.result.write;

import org.jspecify.annotations.NullMarked;

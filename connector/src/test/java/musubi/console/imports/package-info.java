/** Imports, in a real browser. */
@NullMarked
package musubi.console.imports;

import org.jspecify.annotations.NullMarked;

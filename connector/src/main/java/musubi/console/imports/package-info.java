/** Imports: starting one, its progress, its result. */
@NullMarked
package musubi.console.imports;

import org.jspecify.annotations.NullMarked;

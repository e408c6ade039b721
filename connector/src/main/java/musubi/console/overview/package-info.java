/** The first page: the state of each connection, or the first steps. */
@NullMarked
package musubi.console.overview;

import org.jspecify.annotations.NullMarked;

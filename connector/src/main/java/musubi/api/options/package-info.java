/** Options of a connection in the REST API that have rules of their own. */
@NullMarked
package musubi.api.options;

import org.jspecify.annotations.NullMarked;

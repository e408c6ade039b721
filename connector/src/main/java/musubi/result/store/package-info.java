/** Results of broadcasts in PostgreSQL. */
@NullMarked
package musubi.result.store;

import org.jspecify.annotations.NullMarked;

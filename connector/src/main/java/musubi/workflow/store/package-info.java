/** Executions in the database. */
@NullMarked
package musubi.workflow.store;

import org.jspecify.annotations.NullMarked;

/** Decides on executions and sends their messages. */
@NullMarked
package musubi.workflow.send;

import org.jspecify.annotations.NullMarked;

/** Workflows of portals that call a custom action: executions, their repeats and completions, and the choices of input fields. */
@NullMarked
package musubi.sandbox.hubspot.workflow;

import org.jspecify.annotations.NullMarked;

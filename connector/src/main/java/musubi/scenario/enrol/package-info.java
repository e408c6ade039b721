/** Who is in scenarios: how people come in, go on and leave. */
@NullMarked
package musubi.scenario.enrol;

import org.jspecify.annotations.NullMarked;

/** Bounds on what strangers send. */
@NullMarked
package musubi.system.web;

import org.jspecify.annotations.NullMarked;

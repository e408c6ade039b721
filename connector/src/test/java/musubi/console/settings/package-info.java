/** The settings, in a real browser. */
@NullMarked
package musubi.console.settings;

import org.jspecify.annotations.NullMarked;

/** The layout around all pages. Repeats the named interface: on the tests' class path this file stands before the one of the program. */
@NullMarked
@NamedInterface("layout")
package musubi.console.layout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

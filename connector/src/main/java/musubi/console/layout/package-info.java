/** What stands around every page: main menu, connection switcher, language, charts, error pages. Knows no page. */
@NullMarked
@NamedInterface("layout")
package musubi.console.layout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

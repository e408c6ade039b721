/** What came of broadcasts: the report of one, who clicked, and those of a period compared. */
@NullMarked
package musubi.console.broadcasts.report;

import org.jspecify.annotations.NullMarked;

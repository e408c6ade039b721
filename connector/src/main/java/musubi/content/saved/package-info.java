/** Saved messages in the database, and what checks them: values of people and samples, LINE's own opinion. */
@NullMarked
package musubi.content.saved;

import org.jspecify.annotations.NullMarked;

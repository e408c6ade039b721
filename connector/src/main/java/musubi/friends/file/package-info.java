/** Reads LINE user ids from CSV files. */
@NullMarked
package musubi.friends.file;

import org.jspecify.annotations.NullMarked;

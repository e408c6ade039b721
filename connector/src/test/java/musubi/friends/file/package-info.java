/** Tests of reading files. */
@NullMarked
package musubi.friends.file;

import org.jspecify.annotations.NullMarked;

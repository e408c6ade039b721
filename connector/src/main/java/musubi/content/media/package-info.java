/** Media: received and checked, made into the sizes that LINE asks for, stored in pieces, and served. */
@NullMarked
package musubi.content.media;

import org.jspecify.annotations.NullMarked;

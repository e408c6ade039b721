/** The REST document: what is the same for all routes by rule, examples from {@code resources/api}. */
@NullMarked
package musubi.api.document;

import org.jspecify.annotations.NullMarked;

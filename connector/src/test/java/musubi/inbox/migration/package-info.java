/** Tests of the inbox's steps of the schema. */
@NullMarked
package musubi.inbox.migration;

import org.jspecify.annotations.NullMarked;

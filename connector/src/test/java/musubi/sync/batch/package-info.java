/** Tests of single steps of a batch. */
@NullMarked
package musubi.sync.batch;

import org.jspecify.annotations.NullMarked;

/** Tests of the inbox in PostgreSQL: the contract, and what is PostgreSQL's own. */
@NullMarked
package musubi.inbox.postgres;

import org.jspecify.annotations.NullMarked;

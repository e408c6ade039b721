/** Tasks and their associations to contacts: single calls, batches, and changes that a person makes by hand. */
@NullMarked
package musubi.sandbox.hubspot.crm.activity;

import org.jspecify.annotations.NullMarked;

/** Contacts: single calls, batches, and changes that a person makes by hand. */
@NullMarked
package musubi.sandbox.hubspot.crm.contact;

import org.jspecify.annotations.NullMarked;

/** The stored state of a portal: contacts, tasks and their associations, written under one lock. */
@NullMarked
package musubi.sandbox.hubspot.crm.store;

import org.jspecify.annotations.NullMarked;

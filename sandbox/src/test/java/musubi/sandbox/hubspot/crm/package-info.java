/** Contacts, tasks, properties and search of the HubSpot stand-in, called over HTTP. */
@NullMarked
package musubi.sandbox.hubspot.crm;

import org.jspecify.annotations.NullMarked;

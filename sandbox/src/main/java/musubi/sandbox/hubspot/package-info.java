/** HubSpot on loopback: contacts, properties, search and limits, as strict and nasty as the original. */
@NullMarked
package musubi.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;

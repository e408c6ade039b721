/** One call to HubSpot over HTTP: the portal's call limit, the headers, and what each answer means. */
@NullMarked
package musubi.hubspot.http;

import org.jspecify.annotations.NullMarked;

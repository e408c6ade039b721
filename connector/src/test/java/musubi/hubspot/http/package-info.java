/** Tests of HubSpot's call limit and of single calls. */
@NullMarked
package musubi.hubspot.http;

import org.jspecify.annotations.NullMarked;

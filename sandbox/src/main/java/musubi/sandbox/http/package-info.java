/** A small HTTP server on loopback with faults on demand; knows neither LINE nor HubSpot. */
@NullMarked
package musubi.sandbox.http;

import org.jspecify.annotations.NullMarked;

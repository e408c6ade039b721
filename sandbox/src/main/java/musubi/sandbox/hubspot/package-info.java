/**
 * HubSpot on loopback: what a test or an operator says to it. The classes here are the portal, the apps and the values
 * they take and give; subpackages answer the calls and know the values only.
 */
@NullMarked
package musubi.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;

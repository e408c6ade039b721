package musubi.standins;

import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.LineStandIn;

/**
 * The stand-ins for LINE and HubSpot. A bean of this type exists with {@code --sandbox} only; without it there is no
 * sandbox page.
 *
 * @param line the stand-in for LINE
 * @param channel the official account that the page shows
 * @param portal the portal that the account is connected to
 */
public record StandIns(LineStandIn line, Channel channel, Portal portal) {}

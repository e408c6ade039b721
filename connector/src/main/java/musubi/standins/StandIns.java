package musubi.standins;

import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.LineStandIn;

/**
 * LINE and HubSpot on this machine. A bean of this type is there with {@code --sandbox} only; without it there is no
 * sandbox page.
 *
 * @param line LINE
 * @param channel the official account that is played with
 * @param portal the portal it is tied to
 */
public record StandIns(LineStandIn line, Channel channel, Portal portal) {}

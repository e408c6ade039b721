package musubi.content;

import java.util.Set;
import musubi.line.LineSettings;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;

/** Whether friends can open links that lead through this Musubi. */
@Component
public final class ReachableLinks {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final PublicAddress address;
    private final boolean lineOnLoopback;

    ReachableLinks(PublicAddress address, LineSettings settings) {
        this.address = address;
        this.lineOnLoopback =
                LOOPBACK.contains(String.valueOf(settings.apiBaseUrl().getHost()));
    }

    /** Whether its address is https, or both it and LINE are on this machine. */
    public boolean areReachable() {
        return address.isEncrypted()
                || (lineOnLoopback
                        && LOOPBACK.contains(String.valueOf(address.base().getHost())));
    }
}

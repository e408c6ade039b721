package musubi.broadcast.prepare;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import musubi.broadcast.Variant;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.broadcast.store.BroadcastRepository;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.store.StoredBroadcast.Stage;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.delivery.Deliveries;
import musubi.delivery.SendMethod;
import musubi.message.Rendering;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Opens the delivery of a broadcast. */
@Component
public final class StartBroadcast {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final BroadcastRepository broadcasts;
    private final Deliveries deliveries;
    private final CompiledVariants compiledVariants;
    private final BroadcastLinks broadcastLinks;
    private final Connections connections;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StartBroadcast(
            BroadcastRepository broadcasts,
            Deliveries deliveries,
            CompiledVariants compiledVariants,
            BroadcastLinks broadcastLinks,
            Connections connections,
            TransactionTemplate transaction,
            Clock clock) {
        this.broadcasts = broadcasts;
        this.deliveries = deliveries;
        this.compiledVariants = compiledVariants;
        this.broadcastLinks = broadcastLinks;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One whose time to be prepared has come. What is wrong with its messages by now is found when it is prepared. */
    void scheduled(StoredBroadcast broadcast) {
        var variants = broadcasts.frozen(broadcast.id());
        var compiled = compiledVariants.of(broadcast.connectionId(), variants);
        transaction.executeWithoutResult(_ -> {
            if (broadcasts.change(broadcast.id(), Stage.SCHEDULED, Stage.STARTED, clock.instant())) {
                open(broadcast, variants, compiled);
            }
        });
    }

    /** In the caller's transaction. */
    public void open(StoredBroadcast broadcast, List<Variant> variants, Compiled compiled) {
        var connection = connections
                .find(broadcast.connectionId())
                .orElseThrow(() -> new UnknownConnectionException(broadcast.connectionId()));
        var links = broadcastLinks.of(broadcast.id(), connection, broadcast.tracking(), compiled);
        var personal = compiled.isPersonal()
                || links.isPersonal()
                || compiled.messages().size() < variants.size();
        var same = !personal && variants.size() == 1
                ? messages(compiled.messages().getFirst().render(Map.of(), links.forAll(0)), links)
                : new byte[0];
        deliveries.open(broadcast.id(), connection.id(), personal ? SendMethod.PUSH : SendMethod.MULTICAST, same);
    }

    private static byte[] messages(Rendering rendering, BroadcastLinks.Counted links) {
        return rendering instanceof Rendering.Ready ready
                ? JSON.writeValueAsString(links.finished(0, ready.messages())).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }
}

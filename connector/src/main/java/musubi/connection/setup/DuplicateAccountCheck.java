package musubi.connection.setup;

import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.RefusalCode;
import musubi.connection.store.ConnectionRepository;
import org.springframework.stereotype.Component;

/** Ensures that a LINE Official Account has at most one connection. */
@Component
public final class DuplicateAccountCheck {

    private final ConnectionRepository connections;

    DuplicateAccountCheck(ConnectionRepository connections) {
        this.connections = connections;
    }

    /**
     * Refuses an account that has a connection.
     *
     * @throws ConnectionRefusedException when the account has a connection already
     */
    public void check(String botUserId) {
        connections.findByBotUserId(botUserId).ifPresent(connection -> {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.CONFLICT,
                    "line",
                    RefusalCode.ALREADY_CONNECTED,
                    connection.basicId(),
                    connection.name(),
                    connection.id().toString()));
        });
    }
}

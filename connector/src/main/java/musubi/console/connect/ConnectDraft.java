package musubi.console.connect;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.CredentialCheck;
import musubi.connection.CredentialCheck.Account;
import musubi.connection.CredentialCheck.Portal;
import musubi.connection.LineAccount;
import musubi.connection.NewConnection;
import musubi.connection.OptionsChange;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody is on the way to a new connection. Rests in the session; what was entered only encrypted.
 *
 * @param account that the LINE credentials open
 * @param portal that the token or the app opens
 * @param install an installation of our app that is under way
 */
record ConnectDraft(
        byte[] sealed,
        @Nullable Account account,
        @Nullable Portal portal,
        @Nullable UUID install) implements Serializable {

    private static final String KEPT = ConnectDraft.class.getName();

    private static final NewConnection NOTHING =
            new NewConnection("", LineAccount.NONE, "", Optional.empty(), OptionsChange.NONE, Map.of());

    static Optional<ConnectDraft> in(HttpSession session) {
        return Optional.ofNullable(session.getAttribute(KEPT)).map(ConnectDraft.class::cast);
    }

    static void forget(HttpSession session) {
        session.removeAttribute(KEPT);
    }

    void keep(HttpSession session) {
        session.setAttribute(KEPT, this);
    }

    NewConnection entered(CredentialCheck trials) {
        return trials.unseal(sealed).orElse(NOTHING);
    }

    static NewConnection nothing() {
        return NOTHING;
    }

    /** Does not tell what was entered. */
    @Override
    public String toString() {
        return "ConnectDraft[…]";
    }
}

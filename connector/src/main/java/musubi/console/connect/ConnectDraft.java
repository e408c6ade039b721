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
 * What somebody has entered so far for a new connection. Stored in the session, the entered values encrypted only.
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

    private static final String ATTRIBUTE = ConnectDraft.class.getName();

    private static final NewConnection NOTHING =
            new NewConnection("", LineAccount.NONE, "", Optional.empty(), OptionsChange.NONE, Map.of());

    static Optional<ConnectDraft> in(HttpSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE)).map(ConnectDraft.class::cast);
    }

    static void forget(HttpSession session) {
        session.removeAttribute(ATTRIBUTE);
    }

    void keep(HttpSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    NewConnection entered(CredentialCheck credentials) {
        return credentials.unseal(sealed).orElse(NOTHING);
    }

    static NewConnection nothing() {
        return NOTHING;
    }

    /** Without what was entered: it may be logged. */
    @Override
    public String toString() {
        return "ConnectDraft[…]";
    }
}

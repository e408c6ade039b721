package musubi.system.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.apache.catalina.Session;
import org.apache.catalina.session.StandardManager;
import org.jspecify.annotations.Nullable;

/** The sessions of people who are signed in; when there are too many, whoever did nothing for the longest has to sign in again. */
final class BoundedSessions extends StandardManager {

    private final int most;

    BoundedSessions(int most) {
        this.most = most;
        setMaxActiveSessions(-1);
        // nothing of them is written to disk
        setPathname(null);
    }

    @Override
    public Session createSession(@Nullable String id) {
        while (getActiveSessions() >= most) {
            Arrays.stream(findSessions())
                    .filter(Objects::nonNull)
                    .min(Comparator.comparingLong(Session::getLastAccessedTimeInternal))
                    .ifPresent(Session::expire);
        }
        return super.createSession(id);
    }
}

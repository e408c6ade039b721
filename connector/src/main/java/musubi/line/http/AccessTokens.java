package musubi.line.http;

import java.util.concurrent.CompletableFuture;
import musubi.line.LineException;

/** The source of one channel's access tokens. */
interface AccessTokens {

    /** A token to use now; completes exceptionally with a {@link LineException} when none can be issued. */
    CompletableFuture<String> current();

    /**
     * LINE answered 401 to this token.
     *
     * @return whether {@link #current} may give a different one now
     */
    boolean drop(String refused);

    /** A long-lived token, always the same. */
    record Fixed(String token) implements AccessTokens {
        @Override
        public CompletableFuture<String> current() {
            return CompletableFuture.completedFuture(token);
        }

        @Override
        public boolean drop(String refused) {
            return false;
        }

        @Override
        public String toString() {
            return "Fixed[…]";
        }
    }
}

package musubi.line;

import java.util.concurrent.CompletableFuture;

/** Where a channel's access token comes from. */
interface Tokens {

    /** A token to use now; completes exceptionally with a {@link LineException} when there is none to be had. */
    CompletableFuture<String> current();

    /**
     * LINE answered 401 to this token.
     *
     * @return whether another one may be had by asking again
     */
    boolean drop(String refused);

    /** The same token for ever. */
    record Fixed(String token) implements Tokens {
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

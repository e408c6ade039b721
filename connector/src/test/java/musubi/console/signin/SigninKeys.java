package musubi.console.signin;

import musubi.console.BuiltKeys;

/** The keys of texts that the pages for signing in put together. */
public final class SigninKeys {

    private SigninKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put("login.problem.", LoginPage.PROBLEMS.stream());
    }
}

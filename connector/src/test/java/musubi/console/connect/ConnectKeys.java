package musubi.console.connect;

import musubi.console.BuiltKeys;

/** The keys of texts that the pages for connecting put together. */
public final class ConnectKeys {

    private ConnectKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put("connect.step.", ConnectSteps.at("line").stream().map(ConnectSteps.Step::code));
    }
}

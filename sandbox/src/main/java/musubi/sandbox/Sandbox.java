package musubi.sandbox;

import java.net.URI;
import musubi.sandbox.http.WebServer;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.line.LineStandIn;

/** LINE and HubSpot on loopback, and an HTTP API to control both. */
public final class Sandbox implements AutoCloseable {

    private final LineStandIn line;
    private final HubSpotStandIn hubspot;
    private final WebServer control;

    private Sandbox(SandboxOptions options) {
        line = LineStandIn.start(options.linePort(), options.clock(), options.seed());
        try {
            hubspot = HubSpotStandIn.start(options.hubspotPort(), options.clock(), options.seed());
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
        try {
            control = WebServer.start(options.controlPort(), new Control(line, hubspot)::handle);
        } catch (RuntimeException e) {
            hubspot.close();
            line.close();
            throw e;
        }
    }

    /** Starts all three servers; there is no channel and no portal yet. */
    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    /** LINE. */
    public LineStandIn line() {
        return line;
    }

    /** HubSpot. */
    public HubSpotStandIn hubspot() {
        return hubspot;
    }

    /** The URL of the control API, which README.md of this module documents. */
    public URI controlUrl() {
        return control.url();
    }

    @Override
    public void close() {
        control.close();
        hubspot.close();
        line.close();
    }

    /** Starts a sandbox, prints its three addresses and runs until killed. */
    public static void main(String... arguments) throws InterruptedException {
        SandboxOptions options;
        try {
            options = SandboxOptions.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try (var sandbox = start(options)) {
            System.out.println("LINE     " + sandbox.line().url());
            System.out.println("HubSpot  " + sandbox.hubspot().url());
            System.out.println("Control  " + sandbox.controlUrl());
            Thread.currentThread().join();
        }
    }
}

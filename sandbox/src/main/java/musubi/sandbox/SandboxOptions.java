package musubi.sandbox;

import java.time.Clock;

/**
 * How to start a sandbox.
 *
 * @param linePort on 127.0.0.1; 0 for any that is free
 * @param hubspotPort likewise
 * @param controlPort likewise
 * @param seed of all ids, names and orders
 * @param clock of both platforms
 */
public record SandboxOptions(int linePort, int hubspotPort, int controlPort, long seed, Clock clock) {

    public SandboxOptions {
        requirePort("linePort", linePort);
        requirePort("hubspotPort", hubspotPort);
        requirePort("controlPort", controlPort);
    }

    /** Free ports, seed 1, the system's clock. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(0, 0, 0, 1, Clock.systemUTC());
    }

    /** The same with these ports. */
    public SandboxOptions ports(int line, int hubspot, int control) {
        return new SandboxOptions(line, hubspot, control, seed, clock);
    }

    /** The same with this seed. */
    public SandboxOptions seed(long seed) {
        return new SandboxOptions(linePort, hubspotPort, controlPort, seed, clock);
    }

    /** The same with this clock. */
    public SandboxOptions clock(Clock clock) {
        return new SandboxOptions(linePort, hubspotPort, controlPort, seed, clock);
    }

    /**
     * The defaults changed by {@code --line-port=}, {@code --hubspot-port=}, {@code --control-port=}, {@code --seed=}.
     *
     * @throws IllegalArgumentException on any other argument or a value that is no number
     */
    public static SandboxOptions of(String... arguments) {
        var options = defaults();
        for (var argument : arguments) {
            var at = argument.indexOf('=');
            var name = at < 0 ? argument : argument.substring(0, at);
            var value = at < 0 ? "" : argument.substring(at + 1);
            if (!value.matches("-?[0-9]{1,18}")) {
                throw unknown(argument);
            }
            var number = Long.parseLong(value);
            options = switch (name) {
                case "--line-port" -> options.ports((int) number, options.hubspotPort, options.controlPort);
                case "--hubspot-port" -> options.ports(options.linePort, (int) number, options.controlPort);
                case "--control-port" -> options.ports(options.linePort, options.hubspotPort, (int) number);
                case "--seed" -> options.seed(number);
                case String _ -> throw unknown(argument);
            };
        }
        return options;
    }

    private static IllegalArgumentException unknown(String argument) {
        return new IllegalArgumentException(
                "%s: (expected: --line-port=<port> --hubspot-port=<port> --control-port=<port> --seed=<number>)"
                        .formatted(argument));
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("%s: %d (expected: 0..65535)".formatted(name, port));
        }
    }
}

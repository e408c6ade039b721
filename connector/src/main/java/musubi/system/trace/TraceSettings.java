package musubi.system.trace;

import java.net.URI;
import musubi.system.Setting;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where traces go.
 *
 * @param otlpEndpoint receives spans by OTLP over HTTP, as protobuf; null for none. Without a path it gets that of OTLP, {@code /v1/traces}
 */
@ConfigurationProperties("musubi.tracing")
record TraceSettings(@Nullable URI otlpEndpoint) {

    private static final Setting OTLP_ENDPOINT = new Setting("musubi.tracing.otlp-endpoint", "");
    private static final String PATH = "/v1/traces";

    TraceSettings {
        otlpEndpoint = otlpEndpoint == null || otlpEndpoint.toString().isEmpty()
                ? null
                : withPath(OTLP_ENDPOINT.address(otlpEndpoint));
    }

    private static URI withPath(URI address) {
        return address.getPath().matches("/?") ? address.resolve(PATH) : address;
    }
}

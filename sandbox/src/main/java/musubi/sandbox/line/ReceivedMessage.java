package musubi.sandbox.line;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A message object on a person's phone. */
public record ReceivedMessage(Instant at, JsonNode message) {}

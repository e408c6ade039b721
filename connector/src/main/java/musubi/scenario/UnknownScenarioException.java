package musubi.scenario;

import java.io.Serial;
import java.util.UUID;
import musubi.connection.UnknownIdException;

/** There is no scenario of that id. */
public final class UnknownScenarioException extends UnknownIdException {

    @Serial
    private static final long serialVersionUID = 1;

    public UnknownScenarioException(UUID id) {
        super("there is no scenario " + id);
    }
}

package musubi.scenario.enrol;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.scenario.RunningEnrolments;
import org.springframework.stereotype.Component;

/** Takes people along into another version of a scenario. */
@Component
final class MoveVersions implements RunningEnrolments {

    private final VersionRepository repository;

    MoveVersions(VersionRepository repository) {
        this.repository = repository;
    }

    @Override
    public void lookAgain(UUID scenarioId) {
        repository.lookAgain(scenarioId);
    }

    @Override
    public List<Moved> move(
            UUID scenarioId, int fromVersion, int toVersion, Map<String, String> waiting, Set<String> underWay) {
        return repository.move(scenarioId, fromVersion, toVersion, waiting, underWay);
    }
}

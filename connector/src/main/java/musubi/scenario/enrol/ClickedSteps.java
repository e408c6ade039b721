package musubi.scenario.enrol;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.scenario.StepCount;
import musubi.scenario.enrol.StepClickRepository.Hashed;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.tracking.step.StepClick;
import musubi.tracking.step.StepClickListener;
import org.springframework.stereotype.Component;

/**
 * Notes who opened links of steps: at people who are in the scenario, so that conditions can ask for it, and as a keyed hash, so that each
 * person is counted once. A click of somebody for whom it has ended is counted, and changes nothing else.
 */
@Component
final class ClickedSteps implements StepClickListener {

    private final StepClickRepository repository;
    private final ScenarioCountRepository counts;
    private final PastKey pastKey;

    ClickedSteps(StepClickRepository repository, ScenarioCountRepository counts, PastKey pastKey) {
        this.repository = repository;
        this.counts = counts;
        this.pastKey = pastKey;
    }

    @Override
    public Collection<StepClick> clicked(Collection<StepClick> clicks) {
        var versions = repository.hold(
                clicks.stream().map(click -> click.step().scenarioId()).toList());
        var there = clicks.stream()
                .filter(click -> versions.containsKey(click.step().scenarioId()))
                .toList();
        return there.isEmpty() ? List.of() : noted(there, versions);
    }

    private Collection<StepClick> noted(List<StepClick> clicks, Map<UUID, Integer> versions) {
        repository.note(clicks);
        Map<Hashed, StepClick> byHash = new HashMap<>();
        clicks.forEach(click -> byHash.put(hashed(click), click));
        byHash.keySet().retainAll(repository.see(byHash.keySet()));
        var changes = new CountChanges();
        byHash.values().stream()
                .collect(Collectors.groupingBy(StepClick::step, Collectors.counting()))
                .forEach((step, people) -> changes.add(
                        step.scenarioId(),
                        versions.getOrDefault(step.scenarioId(), 1),
                        step.key(),
                        StepCount.CLICKED,
                        people));
        changes.store(counts);
        return byHash.values();
    }

    private Hashed hashed(StepClick click) {
        return new Hashed(click.step(), pastKey.hash(click.step().scenarioId(), click.contactId()));
    }
}

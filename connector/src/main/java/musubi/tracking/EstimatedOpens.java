package musubi.tracking;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How many people are estimated to have opened broadcasts: their phones loaded an image ({@link OpenImages}). */
@Component
public final class EstimatedOpens {

    private final OpenRepository repository;

    EstimatedOpens(OpenRepository repository) {
        this.repository = repository;
    }

    /**
     * One variant.
     *
     * @param id of the broadcast
     * @param people each once; 0 where the image is the same for all
     * @param loads of the image
     */
    public record OfVariant(UUID id, int variant, long people, long loads) {}

    /** Of all variants of a broadcast; nobody got two of them. */
    public record Sum(long people, long loads) {

        private static Sum of(List<OfVariant> variants) {
            return new Sum(
                    variants.stream().mapToLong(OfVariant::people).sum(),
                    variants.stream().mapToLong(OfVariant::loads).sum());
        }
    }

    /** The sums of some broadcasts in one query; none for those in which nothing is estimated. */
    public Map<UUID, Sum> sums(Collection<UUID> ids) {
        return of(ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variants -> Sum.of(variants.getValue())));
    }

    /** By broadcast; none for those in which nothing is estimated. Behind by a second at most. */
    public Map<UUID, List<OfVariant>> of(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : repository.of(ids).stream().collect(Collectors.groupingBy(OfVariant::id));
    }
}

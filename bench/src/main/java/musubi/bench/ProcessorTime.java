package musubi.bench;

import java.time.Duration;
import java.util.List;

/**
 * Processor time spent so far. On a busy machine it says what a rate does not: how much of the two cores the work needs.
 *
 * @param musubi Musubi's JVM
 * @param database its PostgreSQL
 * @param standIns this process: the stand-ins and what looks at them
 */
public record ProcessorTime(Duration musubi, Duration database, Duration standIns) {

    public static ProcessorTime of(Program musubi) {
        return new ProcessorTime(
                musubi.processorTime(),
                musubi.childrensProcessorTime(),
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    }

    public ProcessorTime minus(ProcessorTime before) {
        return new ProcessorTime(
                musubi.minus(before.musubi), database.minus(before.database), standIns.minus(before.standIns));
    }

    /** Prints what each spent for one call. */
    public void print(int calls) {
        row("processor time of a call, Musubi, ms", musubi, calls);
        row("processor time of a call, PostgreSQL, ms", database, calls);
        row("processor time of a call, stand-ins and bench, ms", standIns, calls);
    }

    private static void row(String what, Duration spent, int calls) {
        Table.row(what, "%.3f", List.of(spent.toNanos() / 1e6 / calls), "");
    }
}

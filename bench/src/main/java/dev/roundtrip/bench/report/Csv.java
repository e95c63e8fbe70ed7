package dev.roundtrip.bench.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every single measurement, for those who want to reckon themselves. */
public final class Csv {
    private static final String HEADER =
            "round,contender,shape,concurrency,pairs_per_second,reserve_p50_ms,reserve_p99_ms,"
                    + "cancel_p50_ms,cancel_p99_ms,busy,transactions_per_pair,wal_bytes_per_pair,service_cpu_ms_per_pair,"
                    + "postgres_cpu_ms_per_pair,client_cpu_ms_per_pair";

    private Csv() {}

    /** One line each, under a line of names. */
    public static String of(Figures<Measurement> figures) {
        return Stream.concat(Stream.of(HEADER), figures.measurements().stream().map(Csv::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Measurement measured) {
        var cell = measured.cell();
        var cost = measured.cost();
        return String.format(
                Locale.ROOT,
                "%d,%s,%s,%d,%.1f,%.3f,%.3f,%.3f,%.3f,%d,%.3f,%.0f,%.4f,%.4f,%.4f",
                measured.round(),
                cell.contender(),
                cell.shape(),
                cell.concurrency(),
                measured.pairsPerSecond(),
                measured.reserve().p50(),
                measured.reserve().p99(),
                measured.cancel().p50(),
                measured.cancel().p99(),
                measured.busy(),
                cost.transactions(),
                cost.walBytes(),
                cost.serviceCpu(),
                cost.postgresCpu(),
                cost.clientCpu());
    }
}

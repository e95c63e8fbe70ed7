package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Plot;
import dev.roundtrip.bench.report.Plot.Scale;
import dev.roundtrip.bench.report.Spread;
import dev.roundtrip.bench.stage.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/** The figures as pictures, one for each question that is asked of them. */
record TripPlots(TripFigures figures, Plan plan) {
    private static final List<String> ON_STUBS = List.of(Names.BARE, Names.ENGINE, Names.DBOS);
    private static final List<String> ON_SERVICES = List.of(Names.CEILING, Names.SYSTEM);
    private static final List<String> WITH_JOURNAL = List.of(Names.ENGINE, Names.DBOS);

    /** SVG, by the name of the file. */
    SequencedMap<String, String> all() {
        var plots = new LinkedHashMap<String, String>();
        plots.put(
                "throughput.svg",
                Plot.svg(List.of(
                        closed("Forward: trips per second, by callers", ON_STUBS, Way.FORWARD, Measured::rate),
                        closed("Failing: trips per second, by callers", ON_STUBS, Way.FAILING, Measured::rate))));
        plots.put(
                "latency.svg",
                Plot.svg(List.of(
                        closed("Forward: p50 in ms, by callers", ON_STUBS, Way.FORWARD, Measured::p50),
                        closed("Forward: p99 in ms, by callers", ON_STUBS, Way.FORWARD, Measured::p99))));
        plots.put(
                "open-loop.svg",
                Plot.svg(List.of(
                        open("p50 in ms, at a part of one's own best", Measured::p50),
                        open("p99 in ms, at a part of one's own best", Measured::p99))));
        plots.put(
                "cpu.svg",
                Plot.svg(List.of(
                        closed("Forward: CPU ms per trip, by callers", ON_STUBS, Way.FORWARD, Measured::cpu),
                        closed("Failing: CPU ms per trip, by callers", ON_STUBS, Way.FAILING, Measured::cpu))));
        plots.put(
                "journal.svg",
                Plot.svg(List.of(
                        closed("Forward: commits per trip, by callers", WITH_JOURNAL, Way.FORWARD, Measured::commits),
                        closed("Forward: WAL bytes per trip, by callers", WITH_JOURNAL, Way.FORWARD, Measured::wal))));
        plots.put(
                "system.svg",
                Plot.svg(List.of(
                        closed("Forward: trips per second, by callers", ON_SERVICES, Way.FORWARD, Measured::rate),
                        closed("Failing: trips per second, by callers", ON_SERVICES, Way.FAILING, Measured::rate))));
        return plots;
    }

    /** What is looked at. */
    private static final class Measured {
        private Measured() {}

        static double rate(TripMeasurement measured) {
            return measured.perSecond();
        }

        static double p50(TripMeasurement measured) {
            return measured.latency().p50();
        }

        static double p99(TripMeasurement measured) {
            return measured.latency().p99();
        }

        static double cpu(TripMeasurement measured) {
            return measured.cost().servingCpu();
        }

        static double commits(TripMeasurement measured) {
            return measured.cost().commits();
        }

        static double wal(TripMeasurement measured) {
            return measured.cost().walBytes();
        }
    }

    private Plot closed(String title, List<String> contenders, Way way, ToDoubleFunction<TripMeasurement> figure) {
        return new Plot(
                title,
                plan.concurrencies().stream().map(Object::toString).toList(),
                contenders.stream()
                        .map(contender -> new Plot.Line(
                                contender,
                                plan.concurrencies().stream()
                                        .map(callers -> figures.closed()
                                                .spread(new Cell(contender, way.label(), callers), figure))
                                        .toList()))
                        .toList(),
                Scale.LOGARITHMIC);
    }

    private Plot open(String title, ToDoubleFunction<TripMeasurement> figure) {
        return new Plot(
                title,
                plan.shares().stream().map(Offer::shape).toList(),
                ON_STUBS.stream()
                        .map(contender -> new Plot.Line(
                                contender,
                                plan.shares().stream()
                                        .map(share -> open(contender, Offer.shape(share), figure))
                                        .toList()))
                        .toList(),
                Scale.LOGARITHMIC);
    }

    private Spread open(String contender, String shape, ToDoubleFunction<TripMeasurement> figure) {
        Figures<TripMeasurement> all = figures.open();
        var cell = all.cells().stream()
                .filter(candidate -> candidate.contender().equals(contender)
                        && candidate.shape().equals(shape))
                .findFirst()
                .orElseThrow();
        return all.spread(cell, figure);
    }
}

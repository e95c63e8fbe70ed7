package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.trips.TripMeasurement.TripCost;
import java.util.List;
import java.util.Map;

/** Figures that nobody measured. */
final class SomeFigures {
    static final TripFigures ALL = new TripFigures(
            new Figures<>(List.of(
                    measured(Names.BARE, Way.FORWARD, 1, 2000),
                    measured(Names.BARE, Way.FORWARD, 64, 10_000),
                    measured(Names.BARE, Way.FAILING, 64, 6000),
                    measured(Names.ENGINE, Way.FORWARD, 1, 300),
                    measured(Names.ENGINE, Way.FORWARD, 64, 6000),
                    measured(Names.ENGINE, Way.FAILING, 64, 2000),
                    measured(Names.DBOS, Way.FORWARD, 1, 200),
                    measured(Names.DBOS, Way.FORWARD, 64, 1000),
                    measured(Names.DBOS, Way.FAILING, 1, 400),
                    measured(Names.DBOS, Way.FAILING, 64, 300),
                    measured(Names.SYSTEM, Way.FORWARD, 64, 600),
                    measured(Names.SYSTEM, Way.FAILING, 64, 500),
                    measured(Names.CEILING, Way.FORWARD, 64, 800),
                    measured(Names.CEILING, Way.FAILING, 64, 700))),
            new Figures<>(List.of(
                    offered(Names.BARE, 0.5, 5000),
                    offered(Names.ENGINE, 0.5, 3000),
                    offered(Names.DBOS, 0.5, 500),
                    offered(Names.DBOS, 0, 250))),
            Map.of(Names.ENGINE, 40.0),
            1.5);

    private SomeFigures() {}

    static TripMeasurement measured(String contender, Way way, int concurrency, double perSecond) {
        return new TripMeasurement(
                1,
                new Cell(contender, way.label(), concurrency),
                perSecond,
                new Latency(1.25, 2.5, 5),
                7,
                new TripCost(
                        0.5,
                        1234,
                        Map.of(
                                Contender.FRONT, 0.25,
                                Contender.SERVICES, 0.0,
                                Cost.POSTGRES, 0.125,
                                Contender.STUBS, 0.0625,
                                Cost.CLIENT, 0.03)),
                300);
    }

    private static TripMeasurement offered(String contender, double share, int perSecond) {
        var like = measured(contender, Way.FORWARD, 1, perSecond);
        return new TripMeasurement(
                1,
                new Cell(contender, Offer.shape(share), perSecond),
                perSecond,
                like.latency(),
                like.refused(),
                like.cost(),
                like.frontMebibytes());
    }
}

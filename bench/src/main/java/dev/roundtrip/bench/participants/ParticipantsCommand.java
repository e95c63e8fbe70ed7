package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.Quick;
import dev.roundtrip.bench.load.Contender;
import dev.roundtrip.bench.load.CostProbe;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Measurement;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.system.postgres.Database;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Starts PostgreSQL and the flight service, measures, writes down what it found, and stops what it started. */
public final class ParticipantsCommand {
    /** As many connections as the service has for calls. */
    private static final int CONNECTIONS = 20;
    /** As many as a database on few processors is usually given. */
    private static final int FEW_CONNECTIONS = 8;

    private final Checkout checkout;
    private final Plan plan;
    private final Path results;
    private final PrintStream out;

    ParticipantsCommand(Checkout checkout, Plan plan, Path results, PrintStream out) {
        this.checkout = checkout;
        this.plan = plan;
        this.results = results;
        this.out = out;
    }

    /** A full run, whose figures are kept in docs/, or a quick one, whose are not. */
    public static ParticipantsCommand fromEnvironment(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        return Quick.isAskedFor(settings)
                ? new ParticipantsCommand(
                        checkout, Plan.quick(), checkout.root().resolve("bench/target/figures"), out)
                : new ParticipantsCommand(checkout, Plan.full(), checkout.root().resolve("docs/figures"), out);
    }

    /** @throws BenchFailure when there are no figures */
    public void run() {
        checkout.requireBuilt();
        var system = LocalSystem.in(checkout.root().resolve("bench/target/participants"), Ports.random(), true);
        var atTheEnd = new Thread(system::close, "stop everything");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try {
            measure(system);
        } catch (RuntimeException e) {
            // Told to stop, it fails because everything is being stopped.
            if (!system.isStopping()) {
                throw e;
            }
        } finally {
            system.close();
        }
    }

    private void measure(LocalSystem system) {
        out.println("starting PostgreSQL and the flight service");
        var database = system.startPostgres().of(ServiceName.FLIGHT);
        system.postgres().requireDurable();
        var service = system.startAlone(checkout, ServiceName.FLIGHT);
        var stock = new FlightStock(database);
        stock.load();
        var machine = Machine.before(checkout.root(), database);
        var figures = compete(service, database, stock);
        new Results(results).write(figures, machine.after(), plan);
        out.println("written to " + checkout.root().relativize(results) + "/participants.md");
        out.println(Headline.of(figures).line());
    }

    private Figures<Measurement> compete(ServiceProcess service, Database database, FlightStock stock) {
        try (var probe = database.connect();
                var viaGrpc = new ServiceContender("127.0.0.1", service.port());
                var sql = new SqlContender("sql-20", new PlainSql(), database, CONNECTIONS);
                var sqlOnFew = new SqlContender("sql-8", new PlainSql(), database, FEW_CONNECTIONS);
                var tight = new SqlContender("tight-20", new FewRoundTripsSql(), database, CONNECTIONS)) {
            var contenders = List.<Contender>of(viaGrpc, sql, sqlOnFew, tight);
            var costs = new CostProbe(probe, Map.of(Measurement.SERVICE, List.of(service.handle())));
            return new ParticipantsBench(plan, stock, contenders, costs, out).run();
        } catch (SQLException e) {
            throw new BenchFailure("The database can't be reached: " + e.getMessage(), e);
        }
    }
}

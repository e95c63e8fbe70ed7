package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.booking.Booth;
import dev.roundtrip.bench.booking.CountedBooth;
import dev.roundtrip.bench.booking.FrontBooth;
import dev.roundtrip.bench.booking.RequestBytes;
import dev.roundtrip.bench.booking.ServicesBooth;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.load.CostProbe;
import dev.roundtrip.bench.stubs.StubParticipants;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.local.Wiring;
import dev.roundtrip.system.postgres.Database;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Starts the contenders, each with a database of its own on the same PostgreSQL, and stops them. */
public final class Stage implements AutoCloseable {
    /** What it did best with: docs/performance.md. */
    private static final int DBOS_CONNECTIONS = 20;

    private final Checkout checkout;
    private final LocalSystem system;
    private final Map<String, String> settings;
    private final int stubsPort = FreePort.pick();
    private final PrintStream out;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final RequestBytes requests = new RequestBytes();
    private Connection probe;
    private BenchProcess stubs;
    private boolean closed;

    private Stage(Checkout checkout, Path folder, Map<String, String> settings, PrintStream out) {
        this.checkout = checkout;
        this.settings = Map.copyOf(settings);
        this.out = out;
        this.system = LocalSystem.in(folder, Ports.random(), true, new EngineOnStubs());
    }

    /**
     * Works on one, and closes it whatever happens, also when this program is told to stop.
     *
     * @param work to be done there
     */
    public static void with(Checkout checkout, Path folder, PrintStream out, Consumer<Stage> work) {
        with(checkout, folder, Map.of(), out, work);
    }

    /** The same with settings that all engines are given beside those that they need anyway. */
    public static void with(
            Checkout checkout, Path folder, Map<String, String> settings, PrintStream out, Consumer<Stage> work) {
        var stage = new Stage(checkout, folder, settings, out);
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "stop everything"));
        try {
            work.accept(stage);
        } catch (RuntimeException e) {
            // Told to stop, it fails because everything is being stopped.
            if (!stage.system.isStopping()) {
                throw e;
            }
        } finally {
            stage.close();
        }
    }

    /** The engine's orchestrator has a journal of its own and calls the stubs; everyone else is wired as usual. */
    private final class EngineOnStubs implements Wiring {
        @Override
        public int port(String from, String to, int port) {
            return Names.isEngine(from) && !to.equals(POSTGRES) ? stubsPort : port;
        }

        @Override
        public Map<String, String> settings(String label) {
            if (!Names.isEngine(label)) {
                return Map.of();
            }
            var all = new HashMap<>(settings);
            all.putAll(journalOf(label).quarkusConfig());
            return all;
        }
    }

    /** PostgreSQL, of which everything that is committed has to be on disk. */
    public Database startPostgres() {
        out.println("starting PostgreSQL, and making the files of its log");
        var database = system.startPostgres().of(ServiceName.ORCHESTRATOR);
        system.postgres().requireDurable();
        try {
            probe = superuser();
            LogFiles.stockUp(probe);
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be looked at: " + e.getMessage(), e);
        }
        opened(probe);
        return database;
    }

    /** Those that are asked for, in that order. */
    public List<Contender> start(List<String> names) {
        out.println("starting " + String.join(", ", names));
        if (names.stream().anyMatch(name -> !isOfTheSystem(name))) {
            startStubs(List.of());
        }
        if (names.stream().anyMatch(Stage::isOfTheSystem)) {
            system.startServices(checkout, (label, address, took) -> {});
            Inventory.stockUp(system.databases());
        }
        return names.stream().map(this::contender).toList();
    }

    /** The participants, who refuse every cancel with that gRPC status until {@link #stubsTakeBack}. */
    public void startStubsThatTakeNothingBack(String status) {
        startStubs(List.of(status));
    }

    /** From now on they answer cancels too. */
    public void stubsTakeBack() {
        stubs.say(StubParticipants.OPEN);
    }

    private void startStubs(List<String> told) {
        var what = new ArrayList<>(List.of(
                "-cp", jar("bench/target/roundtrip-bench.jar"), StubParticipants.class.getName(), "" + stubsPort));
        what.addAll(told);
        stubs = process("stubs", what, Map.of(), stubsPort);
    }

    /** One orchestrator over the stubs, as make run starts it but for the settings that all engines are given here. */
    public ServiceProcess startEngine(String engine) {
        return system.startOrchestrator(checkout, engine, FreePort.pick());
    }

    /** Reads what an engine, the stubs, PostgreSQL and this program have cost. */
    public Supplier<Cost> costsOf(ServiceProcess engine) {
        return new CostProbe(probe, onStubs(List.of(engine.handle())))::read;
    }

    /** Commits with nothing in them but one row, on this PostgreSQL, in a database of their own. */
    public WaitedCommits waitedCommits() {
        var commits = WaitedCommits.on(system.databaseOfOnesOwn("commits"));
        opened(commits);
        return commits;
    }

    /** The database that an engine has for its journal; several may share one. */
    public Database journalOf(String engine) {
        return system.databaseOfOnesOwn(inLetters(Names.sharedBy(engine)));
    }

    /** Where an engine listens on 127.0.0.1. */
    public int portOf(String engine) {
        return service(engine).port();
    }

    /** Stops an engine in good order and starts it again. */
    public void restart(String engine) {
        var service = service(engine);
        service.stop();
        system.restart(service);
    }

    private ServiceProcess service(String engine) {
        return system.services().stream()
                .filter(service -> service.label().equals(engine))
                .findFirst()
                .orElseThrow();
    }

    /** For what only PostgreSQL's superuser can do. The caller closes it. */
    public Connection superuser() throws SQLException {
        return system.postgres().superuser("postgres");
    }

    /** Where PostgreSQL writes what it has to say. */
    public Path postgresLog() {
        return system.log("postgresql");
    }

    private static boolean isOfTheSystem(String name) {
        return name.equals(Names.SYSTEM) || name.equals(Names.CEILING);
    }

    private Contender contender(String name) {
        return switch (name) {
            case Names.BARE -> bare();
            case Names.DBOS -> dbos(name, DBOS_CONNECTIONS);
            case Names.SYSTEM -> system();
            case Names.CEILING -> ceiling();
            default ->
                Names.isEngine(name)
                        ? engines(name)
                        : dbos(name, Names.connectionsOfDbos(name).orElseThrow());
        };
    }

    private Contender bare() {
        var port = FreePort.pick();
        var front = process(
                Names.BARE,
                List.of("-jar", jar("bench/bare-chain/target/quarkus-app/quarkus-run.jar")),
                Map.of(
                        "QUARKUS_HTTP_PORT", "" + port,
                        "QUARKUS_GRPC_CLIENTS_FLIGHT_PORT", "" + stubsPort,
                        "QUARKUS_GRPC_CLIENTS_HOTEL_PORT", "" + stubsPort,
                        "QUARKUS_GRPC_CLIENTS_CAR_PORT", "" + stubsPort),
                port);
        return onStubs(Names.BARE, List.of(port), List.of(front.handle()), Optional.empty());
    }

    private Contender engines(String name) {
        var engines = Names.engines(name).stream().map(this::startEngine).toList();
        // What the grown one has was not all answered.
        var records =
                name.equals(Names.GROWN) ? Optional.<Records>empty() : Optional.of(Records.ofJournal(journalOf(name)));
        return onStubs(
                name,
                engines.stream().map(ServiceProcess::port).toList(),
                engines.stream().map(ServiceProcess::handle).toList(),
                records);
    }

    private Contender dbos(String name, int connections) {
        var port = FreePort.pick();
        var database = system.databaseOfOnesOwn(inLetters(name));
        var front = process(
                name,
                List.of("-jar", jar("bench/peer-dbos/target/roundtrip-bench-peer-dbos.jar")),
                Map.of(
                        "PORT",
                        "" + port,
                        "PARTICIPANTS_PORT",
                        "" + stubsPort,
                        "JDBC_URL",
                        database.jdbcUrl(),
                        "DATABASE_USER",
                        database.role(),
                        "DATABASE_PASSWORD",
                        database.password(),
                        "CONNECTIONS",
                        "" + connections),
                port);
        return onStubs(name, List.of(port), List.of(front.handle()), Optional.of(Records.ofDbos(database)));
    }

    /** As a database may be called. */
    private static String inLetters(String name) {
        return name.chars()
                .filter(Character::isLetterOrDigit)
                .map(sign -> Character.isDigit(sign) ? 'a' + sign - '0' : sign)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Contender onStubs(String name, List<Integer> ports, List<ProcessHandle> fronts, Optional<Records> records) {
        return contender(name, new FrontBooth(ports, requests), onStubs(fronts), records);
    }

    private Map<String, List<ProcessHandle>> onStubs(List<ProcessHandle> fronts) {
        return Map.of(Contender.FRONT, fronts, Contender.STUBS, List.of(stubs.handle()));
    }

    private Contender system() {
        var orchestrator = system.service(ServiceName.ORCHESTRATOR);
        return contender(
                Names.SYSTEM,
                new FrontBooth(List.of(orchestrator.port()), requests),
                Map.of(Contender.FRONT, List.of(orchestrator.handle()), Contender.SERVICES, services()),
                Optional.of(Records.ofJournal(system.databases().of(ServiceName.ORCHESTRATOR))));
    }

    private Contender ceiling() {
        var ports = system.ports();
        return contender(
                Names.CEILING,
                new ServicesBooth(ports.of(ServiceName.FLIGHT), ports.of(ServiceName.HOTEL), ports.of(ServiceName.CAR)),
                Map.of(Contender.SERVICES, services()),
                Optional.empty());
    }

    private List<ProcessHandle> services() {
        return ServiceName.participants().stream()
                .map(system::service)
                .map(ServiceProcess::handle)
                .toList();
    }

    private Contender contender(
            String name, Booth booth, Map<String, List<ProcessHandle>> processes, Optional<Records> records) {
        opened(booth);
        processes.forEach((part, all) -> out.println("  " + name + ": " + part + " is process "
                + all.stream().map(one -> Long.toString(one.pid())).collect(Collectors.joining(", "))));
        return new Contender(name, new CountedBooth(booth), processes, records, new CostProbe(probe, processes)::read);
    }

    private BenchProcess process(String name, List<String> what, Map<String, String> environment, int port) {
        var process = BenchProcess.start(name, what, environment, port, system.log(name));
        opened(process);
        return process;
    }

    private String jar(String path) {
        var jar = checkout.root().resolve(path);
        if (!jar.toFile().isFile()) {
            throw new BenchFailure("There is no " + path + ", which make bench builds.");
        }
        return jar.toString();
    }

    private synchronized void opened(AutoCloseable opened) {
        open.add(opened);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (var one : open.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                out.println("not closed: " + e.getMessage());
            }
        }
        system.close();
    }
}

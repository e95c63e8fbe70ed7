package dev.roundtrip.conformance;

import dev.roundtrip.conformance.rules.Rule;
import dev.roundtrip.conformance.trade.Found;
import dev.roundtrip.conformance.trade.Trade;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks one participant about the rules of the contract. It wants an inventory to itself, and leaves nothing reserved.
 *
 * @param trade what the participant sells, and the inventory to use
 * @param target where it listens
 * @param restart how it is restarted, if it can be
 * @param seed what chance is drawn from
 * @param limits how long is waited for what
 */
public record Suite(Trade trade, Target target, Optional<Restart> restart, long seed, Limits limits) {
    /** What every rule can do with. */
    public static final int FEWEST_UNITS = 4;

    /** More than this takes too long to sell out. */
    public static final int MOST_UNITS = 50;

    private static final String NO_RESTART =
            "RESTART_CMD, which kills the participant and starts it again, is not given";

    /**
     * A suite as the command line makes it.
     *
     * @param settings by the names of participant/conformance/README.md
     * @param seed what chance is drawn from, when the settings don't say
     * @throws Misuse when a setting is missing or wrong
     */
    public static Suite of(Map<String, String> settings, long seed) {
        return new Settings(settings).suite(seed);
    }

    /** The same with another way to restart the participant. */
    public Suite restartedBy(Restart another) {
        return new Suite(trade, target, Optional.of(another), seed, limits);
    }

    /**
     * Asks about all rules.
     *
     * @param out is told in plain words how it goes
     * @throws Misuse when the participant or its inventory is not as it has to be; nothing was changed then
     */
    public Summary run(PrintStream out) {
        return run(Rule.all(), out);
    }

    /** Asks about some rules. */
    public Summary run(List<Rule> rules, PrintStream out) {
        var report = new Report(out);
        var stock = requireInventory();
        report.begin(this, stock);
        var outcomes = new ArrayList<Outcome>();
        var gone = Optional.<Outcome>empty();
        for (var rule : rules) {
            var begin = System.nanoTime();
            report.begin(rule);
            var outcome = gone.isPresent() ? gone.get() : play(rule, report);
            report.end(rule, outcome, System.nanoTime() - begin);
            outcomes.add(outcome);
            if (gone.isEmpty() && outcome instanceof Outcome.Failed && !answers()) {
                gone = Optional.of(new Outcome.Failed(
                        "an answer",
                        "it was not asked: the participant stopped answering in " + rule.number(),
                        List.of()));
            }
        }
        var summary = Summary.of(trade.name(), outcomes);
        report.end(summary);
        return summary;
    }

    private boolean answers() {
        try (var line = Line.to(target)) {
            return line.start(trade.search(), trade.look(0).toByteString(), limits.call())
                            .await()
                    instanceof Reply.Answer;
        }
    }

    private Outcome play(Rule rule, Report report) {
        if (rule.needsRestart() && restart.isEmpty()) {
            return new Outcome.Skipped(NO_RESTART);
        }
        try (var scene = new Scene(trade, target, limits, restart, seed + rule.ordinal(), report::progress)) {
            var whenStopped = new Thread(scene::abandon, "cancel what is reserved");
            Runtime.getRuntime().addShutdownHook(whenStopped);
            var outcome = play(rule, scene);
            forget(whenStopped);
            return outcome;
        }
    }

    private static void forget(Thread whenStopped) {
        try {
            Runtime.getRuntime().removeShutdownHook(whenStopped);
        } catch (IllegalStateException stopping) {
            // It is at work; when it has cancelled everything, the program ends.
            throw new RuleBroken("the run to go on", "the program is told to stop");
        }
    }

    private Outcome play(Rule rule, Scene scene) {
        return attempt(scene, () -> play(rule, scene, scene.left()));
    }

    private Outcome play(Rule rule, Scene scene, Stock start) {
        if (start.least() < FEWEST_UNITS) {
            return new Outcome.Failed(
                    "at least " + FEWEST_UNITS + " " + trade.unit() + " to play with",
                    "what went before, or somebody else, has left " + start,
                    List.of());
        }
        var outcome = attempt(scene, () -> new Outcome.Passed(rule.play(scene)));
        return cleanUp(outcome, start, scene);
    }

    /** Whatever goes wrong with one rule, it is told, and the others are asked. */
    private static Outcome attempt(Scene scene, Supplier<Outcome> part) {
        try {
            return part.get();
        } catch (RuleBroken broken) {
            return new Outcome.Failed(broken.expected(), broken.getMessage(), scene.exchanges());
        } catch (RuntimeException unexpected) {
            return new Outcome.Failed("the rule to be played to its end", trace(unexpected), scene.exchanges());
        }
    }

    private static String trace(RuntimeException unexpected) {
        var text = new StringWriter();
        unexpected.printStackTrace(new PrintWriter(text));
        return "something that the suite didn't expect: " + text.toString().strip();
    }

    /** Nothing may stay reserved; a rule that left something has not been kept. */
    private static Outcome cleanUp(Outcome outcome, Stock start, Scene scene) {
        var left = scene.cleanUp();
        if (!(outcome instanceof Outcome.Passed)) {
            return outcome;
        }
        if (!left.isEmpty()) {
            return new Outcome.Failed(
                    "every key of this rule to be cancelled", String.join("; ", left), scene.exchanges());
        }
        return attempt(scene, () -> {
            scene.expectLeft(start, "after every key of this rule was cancelled");
            return outcome;
        });
    }

    private Stock requireInventory() {
        try (var line = Line.to(target)) {
            var units = new ArrayList<Integer>();
            for (var day = 0; day < trade.days(); day++) {
                units.add(units(line, day));
            }
            return requireEnough(new Stock(units));
        }
    }

    private int units(Line line, int day) {
        var reply = line.start(trade.search(), trade.look(day).toByteString(), limits.call())
                .await();
        return switch (reply) {
            case Reply.Answer answer ->
                switch (trade.found(answer.message(), day)) {
                    case Found.Left left -> left.units();
                    case Found.Missing missing ->
                        throw new Misuse(missing.sentence() + " Add it, or choose another by the settings.");
                };
            case Reply.Refused refused -> throw new Misuse(whyNoSearch(refused));
        };
    }

    private String whyNoSearch(Reply.Refused refused) {
        return switch (refused.status().getCode()) {
            case UNAVAILABLE -> "Nothing answers at " + target + ": is it running, and does it speak gRPC without TLS?";
            case DEADLINE_EXCEEDED ->
                "The participant at " + target + " gave no answer to a search within "
                        + limits.call().toSeconds() + " s.";
            case UNIMPLEMENTED ->
                "What listens at " + target + " doesn't serve " + trade.search().service()
                        + ": SERVICE must be what it is, flight, hotel or car.";
            default ->
                "The search for " + trade.inventory() + " failed with "
                        + refused.status().getCode() + ": "
                        + Optional.ofNullable(refused.status().getDescription()).orElse("no reason was given") + ".";
        };
    }

    private Stock requireEnough(Stock stock) {
        if (new HashSet<>(stock.left()).size() > 1) {
            throw new Misuse("There are " + stock + " " + trade.unit() + " on the days of " + trade.inventory()
                    + ": it must be the same number on each, with nobody else booking.");
        }
        if (stock.least() < FEWEST_UNITS || stock.least() > MOST_UNITS) {
            throw new Misuse("There are " + stock.least() + " " + trade.unit() + " of " + trade.inventory()
                    + ": it must be " + FEWEST_UNITS + " to " + MOST_UNITS + " that nobody else books.");
        }
        return stock;
    }
}

package dev.roundtrip.conformance;

import dev.roundtrip.conformance.rules.Rule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells people how it goes, one block for each rule. */
final class Report {
    private static final int INDENT = 5;
    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(2);

    private final PrintStream out;
    private long lastNews = System.nanoTime();

    Report(PrintStream out) {
        this.out = out;
    }

    void begin(Suite suite, Stock stock) {
        out.println("Asking the " + suite.trade().name() + " service at " + suite.target() + " about the rules of"
                + " docs/participant-contract.md.");
        out.println("It may use " + suite.trade().inventory() + ": " + stock + " "
                + suite.trade().unit() + ", which nobody else books meanwhile. SEED=" + suite.seed());
        out.println();
    }

    synchronized void begin(Rule rule) {
        lastNews = System.nanoTime();
    }

    /** A sign of life, when there was none for a while. */
    synchronized void progress(String sentence) {
        var now = System.nanoTime();
        if (now - lastNews > BETWEEN_NEWS.toNanos()) {
            lastNews = now;
            indented("... " + sentence);
        }
    }

    synchronized void end(Rule rule, Outcome outcome, long nanos) {
        var head = String.format(Locale.ROOT, "%-4s %-40s ", rule.number(), rule.title());
        switch (outcome) {
            case Outcome.Passed passed -> {
                out.println(head + String.format(Locale.ROOT, "pass (%.1f s)", nanos / 1e9));
                indented(passed.note());
            }
            case Outcome.Skipped skipped -> out.println(head + "skipped (" + skipped.why() + ")");
            case Outcome.Failed failed -> {
                out.println(head + "FAIL");
                tell(rule, failed);
            }
        }
        out.flush();
    }

    private void tell(Rule rule, Outcome.Failed failed) {
        indented("the rule:  " + rule.sentence());
        indented("expected:  " + failed.expected());
        indented("came back: " + failed.actual());
        if (!failed.exchanges().isEmpty()) {
            indented("what was sent, and what came back:");
            failed.exchanges().forEach(exchange -> out.print(exchange.indent(INDENT + 2)));
        }
    }

    private void indented(String text) {
        out.print(text.indent(INDENT));
    }

    void end(Summary summary) {
        out.println();
        out.println(summary);
        out.flush();
    }
}

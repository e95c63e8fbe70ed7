package dev.roundtrip.bench.profile;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.load.Look;
import dev.roundtrip.bench.stage.Jcmd;
import dev.roundtrip.local.Bound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a JVM's flight recorder takes down for a while, beginning later.
 *
 * @param process whose it is
 * @param name of it there
 * @param file where it will be
 */
record Recording(ProcessHandle process, String name, Path file) {
    /** What takes samples of processor time, in the JDKs that can. It sees system calls, as what the Java method took that made them. */
    private static final String PROCESSOR_TIME = "jdk.CPUTimeSample";

    private static final String PROCESSOR_TIME_LOST = "jdk.CPUTimeSamplesLost";
    /** What takes samples of threads that are at work in Java. */
    private static final String EXECUTION = "jdk.ExecutionSample";

    /** Reactive stacks are deeper than the 64 frames that are kept otherwise. */
    private static final int DEPTH = 512;

    private static final String CUT_OFF = "(deeper than can be seen)";
    private static final Bound WRITTEN = new Bound(Duration.ofMinutes(1), Duration.ofMillis(500));

    /** Classes without a name of their own are numbered anew in every run. */
    private static final Pattern NUMBER = Pattern.compile("[/+.]0x[0-9a-f]+$");

    /**
     * Has it begin and end with the window of a look that begins now.
     *
     * @throws BenchFailure when the JVM won't
     */
    static Recording of(ProcessHandle process, String name, Look look, Path file) {
        // It is obeyed before the first recording only, and no other is meant later.
        Jcmd.ask(process, "JFR.configure", "stackdepth=" + DEPTH);
        var said = Jcmd.ask(
                process,
                "JFR.start",
                "name=" + name,
                "delay=" + look.runUp().toSeconds() + "s",
                "duration=" + look.window().toSeconds() + "s",
                "filename=" + file,
                "settings=profile",
                PROCESSOR_TIME + "#enabled=true");
        if (!said.contains("scheduled to start")) {
            throw new BenchFailure("Process " + process.pid() + " can't be recorded: " + said);
        }
        return new Recording(process, name, file);
    }

    /**
     * Waits for its end, and reads what it has.
     *
     * @throws BenchFailure when it has no samples
     */
    Stacks stacks() {
        WRITTEN.awaitThat(
                "the recording of process " + process.pid(),
                () -> Jcmd.ask(process, "JFR.check", "name=" + name).contains("Could not find"));
        var stacks = read(file);
        if (stacks.samples() == 0) {
            throw new BenchFailure("There is not one sample in " + file + ".");
        }
        return stacks;
    }

    /** Both kinds of samples are of the same time: only those of processor time count where there are any. */
    static Stacks read(Path file) {
        var ofProcessorTime = new Samples();
        var ofExecution = new Samples();
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                var event = recording.readEvent();
                switch (event.getEventType().getName()) {
                    case PROCESSOR_TIME -> ofProcessorTime.take(event);
                    case PROCESSOR_TIME_LOST -> ofProcessorTime.lost += event.getInt("lostSamples");
                    case EXECUTION -> ofExecution.take(event);
                    default -> {
                        // Whatever else it tells is not asked for.
                    }
                }
            }
        } catch (IOException e) {
            throw new BenchFailure("The recording " + file + " can't be read: " + e.getMessage(), e);
        }
        return (ofProcessorTime.seen.isEmpty() ? ofExecution : ofProcessorTime).stacks();
    }

    private static final class Samples {
        private final List<List<String>> seen = new ArrayList<>();
        private long lost;

        void take(RecordedEvent event) {
            var trace = event.getStackTrace();
            if (trace == null || trace.getFrames().isEmpty()) {
                lost++;
            } else {
                seen.add(methods(trace));
            }
        }

        Stacks stacks() {
            return new Stacks(seen, lost);
        }
    }

    private static List<String> methods(RecordedStackTrace trace) {
        var methods = new ArrayList<String>();
        if (trace.isTruncated()) {
            methods.add(CUT_OFF);
        }
        trace.getFrames().reversed().stream().map(Recording::method).forEach(methods::add);
        return methods;
    }

    private static String method(RecordedFrame frame) {
        var method = frame.getMethod();
        return withoutNumber(method.getType().getName()) + "." + method.getName();
    }

    static String withoutNumber(String type) {
        return NUMBER.matcher(type).replaceFirst("");
    }
}

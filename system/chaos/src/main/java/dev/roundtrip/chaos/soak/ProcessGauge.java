package dev.roundtrip.chaos.soak;

import dev.roundtrip.local.LocalFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the operating system knows of one process; needs Linux. */
final class ProcessGauge implements Gauge {
    private final String name;
    private final ProcessHandle process;
    private Duration lastSpent;
    private long lastAt;

    ProcessGauge(String name, ProcessHandle process) {
        this.name = name;
        this.process = process;
        lastSpent = spent();
        lastAt = System.nanoTime();
    }

    @Override
    public Map<Column, Double> read() {
        var values = new LinkedHashMap<Column, Double>();
        try {
            var proc = Proc.of(process);
            values.put(new Column(name, Measure.RESIDENT_MIB), proc.mebibytes("VmRSS"));
            values.put(new Column(name, Measure.THREADS), proc.number("Threads"));
            values.put(new Column(name, Measure.HANDLES), proc.handles());
        } catch (IOException e) {
            throw new LocalFailure(name + " can't be looked at: " + e.getMessage(), e);
        }
        var now = spent();
        long nowAt = System.nanoTime();
        values.put(
                new Column(name, Measure.PROCESSORS),
                now.minus(lastSpent).toNanos() / (double) Math.max(1, nowAt - lastAt));
        lastSpent = now;
        lastAt = nowAt;
        return values;
    }

    private Duration spent() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}

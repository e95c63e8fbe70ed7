package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Asks a JVM something, by the program that comes with the JDK that this one runs on. */
public final class Jcmd {
    private Jcmd() {}

    /**
     * What it answers: refusals too, for most of them are not told by jcmd's exit code.
     *
     * @throws BenchFailure when there is no jcmd, or it can't reach the process
     */
    public static String ask(ProcessHandle process, String... command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var asked = Stream.concat(Stream.of(jcmd, Long.toString(process.pid())), Stream.of(command))
                .toList();
        try {
            var asking = new ProcessBuilder(asked).redirectErrorStream(true).start();
            var said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asking.waitFor() != 0) {
                throw new BenchFailure(String.join(" ", asked) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new BenchFailure("There is no jcmd to ask processes with: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted while " + String.join(" ", asked) + " was waited for.", e);
        }
    }
}

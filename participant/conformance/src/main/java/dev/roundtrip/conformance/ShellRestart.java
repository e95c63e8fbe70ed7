package dev.roundtrip.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A restart by a command of the user's, run by the shell. What it prints goes to a file and is shown when it fails: the
 * participant it leaves running would else keep this program's own output open.
 */
record ShellRestart(String command, Duration limit) implements Restart {
    private static final String WANTED = "RESTART_CMD, which kills the participant and starts it again, to succeed";
    private static final File NOTHING = new File("/dev/null");
    private static final int SHOWN = 2000;

    @Override
    public void perform() {
        try {
            var output = Files.createTempFile("restart", ".out");
            output.toFile().deleteOnExit();
            perform(output);
        } catch (IOException e) {
            throw new RuleBroken(WANTED, "it could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuleBroken(WANTED, "interrupted");
        }
    }

    private void perform(Path output) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", command)
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new RuleBroken(WANTED, "it had not ended after " + limit.toSeconds() + " s; " + printed(output));
        }
        if (process.exitValue() != 0) {
            throw new RuleBroken(WANTED, "it ended with exit code " + process.exitValue() + "; " + printed(output));
        }
    }

    private static String printed(Path output) throws IOException {
        var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return text.isEmpty()
                ? "it printed nothing"
                : "it printed:\n" + text.substring(Math.max(0, text.length() - SHOWN));
    }
}

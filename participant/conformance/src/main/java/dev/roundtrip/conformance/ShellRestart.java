package dev.roundtrip.conformance;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A restart by a command of the user's, run by the shell; what it prints is shown. */
record ShellRestart(String command, Duration limit) implements Restart {
    private static final String WANTED = "RESTART_CMD, which kills the participant and starts it again, to succeed";

    @Override
    public void perform() {
        try {
            var process = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new RuleBroken(WANTED, "it had not ended after " + limit.toSeconds() + " s: " + command);
            }
            if (process.exitValue() != 0) {
                throw new RuleBroken(WANTED, "it ended with exit code " + process.exitValue() + ": " + command);
            }
        } catch (IOException e) {
            throw new RuleBroken(WANTED, "it could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuleBroken(WANTED, "interrupted");
        }
    }
}

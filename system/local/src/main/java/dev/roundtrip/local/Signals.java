package dev.roundtrip.local;

import java.io.IOException;

/** How a process is told what Java has no call for: to stop in its tracks and to go on. */
interface Signals {
    /** By the command of that name, as Java has none. */
    Signals BY_COMMAND = Signals::kill;

    /**
     * Sends one.
     *
     * @param signal its name without SIG
     * @return whether there was such a process, and it may be sent to
     * @throws LocalFailure when no signals can be sent here
     */
    boolean send(String signal, Process process);

    private static boolean kill(String signal, Process process) {
        try {
            return new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new LocalFailure("There is no kill command to send signals with.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while sending SIG" + signal + ".", e);
        }
    }
}

package dev.roundtrip.chaos.overload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The processors of this machine, one part of which is the clients' and the other the system's: clients have machines of their own, and what
 * they take of the system's would look like something that the system can't do.
 *
 * @param number how many there are
 */
record Processors(int number) {
    /** One of four, and one at least. */
    private static final int ONE_OF = 4;

    private static final long SECONDS = 10;

    /** Of this machine. */
    static Processors here() {
        return new Processors(Runtime.getRuntime().availableProcessors());
    }

    /** The clients' own, as a range; none when there is only one processor for everybody. */
    Optional<String> ofClients() {
        return number < 2 ? Optional.empty() : Optional.of(range(number - clients(), number - 1));
    }

    /** All others. */
    Optional<String> ofSystem() {
        return number < 2 ? Optional.empty() : Optional.of(range(0, number - clients() - 1));
    }

    private int clients() {
        return Math.max(1, number / ONE_OF);
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    /**
     * Gives everybody their own, and what they start from now on.
     *
     * @return how it is now, in words: processes can't be bound to processors everywhere
     */
    String divide(Parts parts) {
        boolean bound = number >= 2
                && parts.processes().entrySet().stream().allMatch(part -> part.getValue().stream()
                        .allMatch(process -> bind(
                                process,
                                part.getKey().equals(Parts.CLIENTS)
                                        ? ofClients().orElseThrow()
                                        : ofSystem().orElseThrow())));
        return bound
                ? number + ", " + clients() + " of them for the clients alone"
                : number + ", shared by the clients and the system";
    }

    /** With all of its threads. A process that has ended meanwhile needs none. */
    private static boolean bind(ProcessHandle process, String range) {
        try {
            var binding = new ProcessBuilder("taskset", "-a", "-c", "-p", range, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return binding.waitFor(SECONDS, TimeUnit.SECONDS) && (binding.exitValue() == 0 || !process.isAlive());
        } catch (IOException thereIsNoSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted while processors were divided.", e));
        }
    }
}

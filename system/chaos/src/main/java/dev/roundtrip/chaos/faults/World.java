package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Breaker.Broken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a storm rages over. */
interface World {
    /** Breaks something. */
    Broken begin(Fault fault);

    /** Brings back who has ended without having been killed, and says who that was. */
    List<String> bringBackWhoEndedByThemselves();

    /** Waits until the system has recovered from what ended then. */
    Recovery.Seen recovery(Instant end);

    /** Waits until it has recovered without a process that went away then, for so long. */
    Absence without(String label, Instant begin, Duration awayFor);

    /** What is done between two rounds; not empty when it should not be like that. */
    Optional<String> settle();

    /**
     * The running system.
     *
     * @param settling what clients were told
     */
    record Running(Breaker breaker, Nurse nurse, Recovery recovery, Settling settling) implements World {
        @Override
        public Broken begin(Fault fault) {
            return breaker.begin(fault);
        }

        @Override
        public List<String> bringBackWhoEndedByThemselves() {
            return nurse.bringBackWhoEndedByThemselves();
        }

        @Override
        public Recovery.Seen recovery(Instant end) {
            return recovery.from(end);
        }

        @Override
        public Absence without(String label, Instant begin, Duration awayFor) {
            return recovery.without(label, begin, awayFor);
        }

        @Override
        public Optional<String> settle() {
            return settling.run();
        }
    }
}

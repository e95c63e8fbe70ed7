package dev.roundtrip.bench.profile;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that was found.
 *
 * @param contender whose front it was
 * @param callers at once
 * @param ways one after the other
 */
record Profiles(String contender, int callers, List<Profile> ways) {
    Profiles {
        ways = List.copyOf(ways);
    }

    /** All in one line; of ours are those parts of the samples whose innermost method is. */
    String line() {
        return "profile: samples="
                + ways.stream().mapToInt(profile -> profile.stacks().samples()).sum()
                + ways.stream()
                        .map(profile -> String.format(
                                Locale.ROOT,
                                " %s_ours=%.3f",
                                profile.way().label(),
                                profile.stacks().innermost(Origin.OURS)))
                        .collect(Collectors.joining());
    }
}

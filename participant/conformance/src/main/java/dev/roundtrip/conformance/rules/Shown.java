package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.RuleBroken;

/** A rule that waits for what chance brings has shown nothing when chance didn't bring it. */
final class Shown {
    private Shown() {}

    /**
     * @param came whether it was brought
     * @param wanted what had to come
     * @param instead what there was
     */
    static void require(boolean came, String wanted, String instead) {
        if (!came) {
            throw new RuleBroken(wanted, instead + ", so that nothing was shown");
        }
    }
}

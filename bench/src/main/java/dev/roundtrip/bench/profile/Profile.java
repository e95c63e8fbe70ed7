package dev.roundtrip.bench.profile;

import dev.roundtrip.bench.booking.Way;

/**
 * What a front did while it was asked for trips of one way.
 *
 * @param way they went
 * @param perSecond trips that ended
 * @param processors that were busy with it
 * @param stacks that were seen
 */
record Profile(Way way, double perSecond, double processors, Stacks stacks) {}

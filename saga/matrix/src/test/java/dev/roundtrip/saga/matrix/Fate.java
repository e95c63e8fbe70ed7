package dev.roundtrip.saga.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to become of one node: the moment at which it is struck, and the moments that it has lived through. */
final class Fate {
    private final Optional<Moment> blow;
    private final Map<Moment.Kind, Integer> counts = new EnumMap<>(Moment.Kind.class);
    private final List<Moment> moments = new ArrayList<>();
    private boolean struck;

    private Fate(Optional<Moment> blow) {
        this.blow = blow;
    }

    static Fate struckAt(Moment moment) {
        return new Fate(Optional.of(moment));
    }

    static Fate spared() {
        return new Fate(Optional.empty());
    }

    /** Whether this is the moment. */
    boolean strikes(Moment.Kind kind, String what) {
        var moment = new Moment(kind, counts.merge(kind, 1, Integer::sum), what);
        moments.add(moment);
        boolean now = blow.filter(moment::equals).isPresent();
        struck |= now;
        return now;
    }

    /** Whether what was to happen has happened. */
    boolean fulfilled() {
        return struck || blow.isEmpty();
    }

    List<Moment> moments() {
        return moments;
    }
}

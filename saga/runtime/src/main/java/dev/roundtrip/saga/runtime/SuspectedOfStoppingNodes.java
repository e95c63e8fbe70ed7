package dev.roundtrip.saga.runtime;

/** Why a saga isn't taken over: it may have been what stopped the nodes that did so before. */
final class SuspectedOfStoppingNodes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SuspectedOfStoppingNodes(int nodes) {
        super(nodes + " nodes in a row began attempts for it and were gone before they had heard of any");
    }
}

package dev.roundtrip.saga.core;

/** An event that the state it meets does not allow: a bug, or a journal that was tampered with. Never shrugged off. */
public final class ImpossibleEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImpossibleEvent(String message) {
        super(message);
    }
}

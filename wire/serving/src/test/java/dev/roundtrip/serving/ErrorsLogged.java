package dev.roundtrip.serving;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** What this process logged as errors. */
final class ErrorsLogged extends Handler {
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private ErrorsLogged() {}

    static ErrorsLogged fromNow() {
        var handler = new ErrorsLogged();
        Logger.getLogger("").addHandler(handler);
        return handler;
    }

    /** All of them, nothing if there are none. */
    String all() {
        return errors.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(record.getMessage() + " " + record.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}

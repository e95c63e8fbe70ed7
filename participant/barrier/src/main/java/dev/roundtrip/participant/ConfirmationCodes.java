package dev.roundtrip.participant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the codes that travellers show: 6 characters that can't be taken for one another, and can't be guessed. */
@ApplicationScoped
public class ConfirmationCodes {
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 6;
    private static final int ATTEMPTS = 8;

    private final Supplier<String> codes;

    /** Codes by chance. */
    public ConfirmationCodes() {
        this(byChance(new SecureRandom()));
    }

    ConfirmationCodes(Supplier<String> codes) {
        this.codes = codes;
    }

    private static Supplier<String> byChance(SecureRandom random) {
        return () -> random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }

    /**
     * Makes a code that the database finds to be unique.
     *
     * @param insert inserts a row with the code {@code ON CONFLICT (confirmation_code) DO NOTHING} and answers how many
     *     rows that were
     * @return the code that was inserted. Fails when several in a row were taken, which means that codes run out
     */
    public Uni<String> unique(Function<String, Uni<Integer>> insert) {
        return attempt(insert, ATTEMPTS);
    }

    private Uni<String> attempt(Function<String, Uni<Integer>> insert, int left) {
        if (left == 0) {
            return Uni.createFrom().failure(new IllegalStateException("no confirmation code is free"));
        }
        var code = codes.get();
        return insert.apply(code).chain(rows -> rows == 1 ? Uni.createFrom().item(code) : attempt(insert, left - 1));
    }
}

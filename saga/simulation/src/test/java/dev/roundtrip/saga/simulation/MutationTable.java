package dev.roundtrip.saga.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The list of mutations in docs/simulation.md, with the number of seeds within which each is caught. */
final class MutationTable {
    static final String RENEWAL = "mvn -pl saga/simulation -am test -Dtest=MutationsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Droundtrip.docs=write";

    private static final Path DOCUMENT = Path.of("../../docs/simulation.md");
    private static final String BEGIN = "<!-- mutations: written by MutationsTest -->\n";
    private static final String END = "<!-- end of mutations -->\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z_]+) \\| .* \\| (\\d+) \\|$");

    private MutationTable() {}

    /** What the document says, by mutation. */
    static Map<String, Integer> recorded() throws IOException {
        var recorded = new LinkedHashMap<String, Integer>();
        ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .forEach(row -> recorded.put(row.group(1), Integer.valueOf(row.group(2))));
        return recorded;
    }

    /** A round number of seeds with room to spare, so that the document stays true when the engine changes a little. */
    static int within(int caughtAfter) {
        return IntStream.of(10, 30, 100, 300, 1000, 3000)
                .filter(seeds -> seeds >= 2 * caughtAfter)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("too rare to be shown: " + caughtAfter));
    }

    static void write(Map<Mutation, Integer> caughtAfter) throws IOException {
        var text = Files.readString(DOCUMENT);
        var rows = caughtAfter.entrySet().stream()
                .map(row -> "| " + row.getKey() + " | " + row.getKey().what() + " | " + within(row.getValue()) + " |\n")
                .collect(Collectors.joining());
        var table = "| mutation | what is wrong | caught within so many seeds |\n|---|---|---|\n" + rows;
        Files.writeString(
                DOCUMENT,
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table + text.substring(text.indexOf(END)));
    }
}

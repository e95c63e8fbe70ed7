package dev.roundtrip.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    @Test
    void aTableHasARowForEachItem() {
        assertEquals(
                "| n | twice |\n|---|---|\n| 1 | 2 |\n| 4 | 8 |",
                Markdown.table(List.of("n", "twice"), List.of(1, 4), n -> List.of("" + n, "" + 2 * n)));
    }

    @Test
    void onlyWhatIsBetweenTheLinesIsReplaced() {
        assertEquals(
                "before\n<!-- figures -->\nnew\n<!-- end of figures -->\nafter\n",
                Markdown.between(
                        "before\n<!-- figures -->\nold\nolder\n<!-- end of figures -->\nafter\n", "figures", "new"));
    }

    @Test
    void aTextWithoutSuchLinesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Markdown.between("nothing\n", "figures", "new"));
    }
}

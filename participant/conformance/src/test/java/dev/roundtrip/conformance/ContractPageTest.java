package dev.roundtrip.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.conformance.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page and the suite say the same: numbers, titles and sentences. */
class ContractPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "participant-contract.md");
    private static final Pattern RULE =
            Pattern.compile("^- \\*\\*(R\\d+)\\. (.+?)\\.\\*\\* (.+(?:\\n  .+)*)", Pattern.MULTILINE);

    @Test
    void thePageListsTheRulesThatTheSuiteAsksAbout() throws IOException {
        var onThePage = RULE.matcher(Files.readString(PAGE))
                .results()
                .map(rule -> rule.group(1) + " " + rule.group(2) + ": "
                        + rule.group(3).replaceAll("\\s+", " ").strip())
                .toList();
        List<String> inTheSuite = Rule.all().stream()
                .map(rule -> rule.number() + " " + rule.title() + ": " + rule.sentence())
                .toList();
        assertEquals(String.join("\n", inTheSuite), String.join("\n", onThePage));
    }
}

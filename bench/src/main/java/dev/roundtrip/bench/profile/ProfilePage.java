package dev.roundtrip.bench.profile;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found, as a page to be read, and a picture of each way beside it. */
record ProfilePage(Profiles profiles, Machine machine, long seconds) {
    private static final String TEMPLATE = "/profile/page.md";
    private static final int METHODS = 10;

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (var profile : profiles.ways()) {
                Files.writeString(folder.resolve(picture(profile)), flameGraph(profile));
            }
            Files.writeString(folder.resolve("profile.md"), text());
        } catch (IOException e) {
            throw new BenchFailure("The profile can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String picture(Profile profile) {
        return "flame-" + profile.way().label() + ".svg";
    }

    private String flameGraph(Profile profile) {
        var title = "Processor time of the front of %s, %s, %d callers"
                .formatted(profiles.contender(), profile.way().label(), profiles.callers());
        return new FlameGraph(title, Frame.folded("all", profile.stacks().seen())).svg();
    }

    String text() {
        return Markdown.template(TEMPLATE)
                .replace("{{line}}", profiles.line())
                .replace("{{contender}}", profiles.contender())
                .replace("{{callers}}", Integer.toString(profiles.callers()))
                .replace("{{seconds}}", Long.toString(seconds))
                .replace("{{ways}}", ways())
                .replace("{{pictures}}", pictures())
                .replace("{{innermost}}", byOrigin(Stacks::innermost))
                .replace("{{onBehalfOf}}", byOrigin(Stacks::onBehalfOf))
                .replace("{{methods}}", methods())
                .replace(
                        "{{machine}}",
                        Markdown.rows(machine.facts().entrySet(), fact -> List.of(fact.getKey(), fact.getValue())));
    }

    private String ways() {
        return Markdown.table(
                List.of("", "trips/s", "front, processors", "samples", "without a stack"),
                profiles.ways(),
                profile -> List.of(
                        profile.way().label(),
                        number("%,.0f", profile.perSecond()),
                        number("%.2f", profile.processors()),
                        number("%,d", profile.stacks().samples()),
                        number("%,d", profile.stacks().unseen())));
    }

    private String pictures() {
        return profiles.ways().stream()
                .map(profile -> "![%s](%s)".formatted(profile.way().label(), picture(profile)))
                .collect(Collectors.joining("\n\n"));
    }

    private String byOrigin(BiFunction<Stacks, Origin, Double> share) {
        var names = new ArrayList<>(List.of(""));
        profiles.ways().forEach(profile -> names.add(profile.way().label() + ", %"));
        return Markdown.table(names, List.of(Origin.values()), origin -> Stream.concat(
                        Stream.of(origin.label()),
                        profiles.ways().stream().map(profile -> percent(share.apply(profile.stacks(), origin))))
                .toList());
    }

    private String methods() {
        return profiles.ways().stream()
                .map(profile -> Markdown.table(
                        List.of(profile.way().label(), "%"),
                        profile.stacks().mostOften(Origin.OURS, METHODS),
                        often -> List.of("`" + often.method() + "`", percent(often.share()))))
                .collect(Collectors.joining("\n\n"));
    }

    private static String percent(double share) {
        return number("%.1f", 100 * share);
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}

package tickets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.runtime.EngineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide shows what is here, and nothing that isn't. */
class GuideTest {
    private static final String POM = "pom.xml";
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>(.*?)</dependency>",
            Pattern.DOTALL);

    private final Guide guide = Guide.read();

    @Test
    void theFilesThatTheReaderWritesAreTheseOnes() {
        var files = guide.files();
        files.remove(POM);
        var read = new TreeSet<>(files.keySet());
        assertEquals(names(Path.of("src/main/java"), Path.of("src/test/java/tickets/TicketSagaTest.java")), read);
        files.forEach((path, content) -> assertEquals(Guide.contentOf(Path.of(path)), content, path));
    }

    private static Set<String> names(Path... roots) {
        return Stream.of(roots)
                .flatMap(root -> sources(root).stream())
                .map(Path::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources(Path root) {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everySnippetIsAPieceOfASourceThatIsCompiled() {
        var sources = sources(Path.of("src")).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .map(file -> pressed(Guide.contentOf(file)))
                .toList();
        var snippets = guide.blocks("java");
        assertTrue(snippets.size() > guide.files().size(), "there are no snippets");
        for (var snippet : snippets) {
            assertTrue(
                    sources.stream().anyMatch(source -> source.contains(pressed(snippet))),
                    () -> "no source has this:\n" + snippet);
        }
    }

    /** Each line without its indentation. */
    private static String pressed(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }

    @Test
    void theReadersDependenciesAreThisModules() {
        var here = dependencies(Guide.contentOf(Path.of(POM)));
        // This one is for the tests that hold the guide to the program.
        assertTrue(here.remove("dev.roundtrip:roundtrip-system-postgres test"));
        var pom = guide.files().get(POM);
        var theirs = pom.substring(pom.indexOf("</dependencyManagement>"));
        assertEquals(here, dependencies(theirs));
    }

    private static Set<String> dependencies(String pom) {
        return DEPENDENCY
                .matcher(pom)
                .results()
                .map(found -> found.group(1) + ":" + found.group(2) + " "
                        + found.group(3).replaceAll("</?scope>", "").strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theReadersVersionsAreTheProjects() {
        var pom = guide.files().get(POM);
        var project = Guide.contentOf(Path.of("../../pom.xml"));
        var roundtrip = "<artifactId>roundtrip</artifactId>\\s*<version>(.*?)</version>";
        assertEquals(first(roundtrip, project), first(roundtrip, pom));
        for (var plugin : List.of("compiler", "surefire", "dependency", "resources")) {
            var version =
                    first("<artifactId>maven-" + plugin + "-plugin</artifactId>\\s*<version>(.*?)</version>", pom);
            assertEquals(first("<" + plugin + "-plugin.version>(.*?)<", project), version, plugin);
        }
        assertEquals(first("<maven.compiler.release>(.*?)<", project), first("<maven.compiler.release>(.*?)<", pom));
    }

    private static String first(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), () -> "there is no " + pattern);
        return matcher.group(1);
    }

    @Test
    void theSettingsHaveTheDefaultsThatTheGuideSays() throws ReflectiveOperationException {
        var defaults = EngineSettings.defaults("any");
        var expected = new LinkedHashMap<String, String>();
        write("", defaults, expected);
        expected.remove("nodeName");
        assertEquals(expected, guide.settings());
    }

    /** Settings that belong together are a record of their own, whose name goes before theirs. */
    private static void write(String prefix, Record settings, Map<String, String> into)
            throws ReflectiveOperationException {
        for (var component : settings.getClass().getRecordComponents()) {
            var name = prefix + component.getName();
            var value = component.getAccessor().invoke(settings);
            if (value instanceof Record several) {
                write(name + ".", several, into);
            } else {
                into.put(name, written(value));
            }
        }
    }

    private static String written(Object value) {
        if (!(value instanceof Duration time)) {
            return value.toString();
        }
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Test
    void everyLinkLeadsSomewhere() {
        var broken = new ArrayList<String>();
        var text = Guide.contentOf(Path.of("../../saga/README.md"));
        var headings = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(heading -> anchor(heading.group(1)))
                .collect(Collectors.toSet());
        Pattern.compile("\\]\\(([^)]+)\\)")
                .matcher(text)
                .results()
                .map(link -> link.group(1))
                .forEach(link -> {
                    boolean leads = link.startsWith("#")
                            ? headings.contains(link.substring(1))
                            : Files.exists(Path.of("../../saga").resolve(link));
                    if (!leads) {
                        broken.add(link);
                    }
                });
        assertFalse(headings.isEmpty());
        assertEquals(List.of(), broken);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}

package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps some ways to put things, which are hard to read, out of messages, help texts, settings and documents. */
class PlainEnglishTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path SETTINGS = Path.of("src/main/resources/reference.conf");

    /** A string or text block of Java, or a comment or character, which are skipped. */
    private static final Pattern JAVA = Pattern.compile("//[^\\n]*|/\\*(?s:.*?)\\*/|'(?:\\\\.|[^'\\\\])+'"
            + "|\"\"\"(?<block>(?s:(?:\\\\.|[^\\\\])*?))\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\])*+)\"");

    /** What to avoid, and what to write. */
    private static final Map<Pattern, String> AVOID = avoid(Map.ofEntries(
            Map.entry("(?<!there )\\bis no (?!longer\\b)[a-z]", "'x' is not a y"),
            Map.entry("(?<!there )\\b(?:is|are) none\\b", "'x' is not a y"),
            Map.entry("\\b(?:goes|go) on\\b", "continues, continue"),
            Map.entry("\\bany more\\b", "no longer"),
            Map.entry("\\bfor ever\\b", "forever"),
            Map.entry("\\bof one's own\\b", "your own"),
            Map.entry("(?i)\\b(?:whom|whoever|thereby|hereby|therein)\\b", "who, everybody who, so"),
            Map.entry("(?i)\\btime-outs?\\b", "timeout"),
            Map.entry("\\b(?:for|of|to|from|by) who\\b", "a noun"),
            Map.entry("(?:^|[.:;|] )Who (?:has|is|was|wants|asks|waits)\\b", "a noun"),
            Map.entry("(?:^|[.:;|] )What (?:is|was|has|had|comes|runs|ran|stands|waits|fails|goes)\\b", "a noun"),
            Map.entry("\\bit is (?:said|told|tried|looked)\\b", "who says, tells or tries it"),
            Map.entry("\\bis said to\\b", "the error says that"),
            Map.entry("\\bhas to be\\b", "must be"),
            Map.entry("\\bthe original(?:'s)?\\b", "IPython1")));

    private static Map<Pattern, String> avoid(Map<String, String> forms) {
        return forms.entrySet().stream()
                .collect(Collectors.toMap(form -> Pattern.compile(form.getKey()), Map.Entry::getValue));
    }

    @Test
    void messagesAndHelpTextsAreInPlainEnglish() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                texts.put(file.toString(), String.join("\n", literals(Files.readString(file))));
            }
        }
        assertThat(texts).hasSizeGreaterThan(300);
        assertThat(String.join("\n", texts.values())).contains("there is no task with the id ");
        assertThat(flaws(texts)).isEmpty();
    }

    @Test
    void documentsAndSettingsAreInPlainEnglish() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            for (Path file : Stream.concat(
                            files.filter(Files::isRegularFile),
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(Path::of))
                    .toList()) {
                texts.put(file.toString(), Files.readString(file));
            }
        }
        texts.put(SETTINGS.toString(), Files.readString(SETTINGS));
        assertThat(texts).hasSizeGreaterThan(8);
        assertThat(flaws(texts)).isEmpty();
    }

    @Test
    void whatIsAvoidedIsFoundInTextsAndNotInComments() {
        String source =
                "/* x is no y */ throw new Refused(\"'\" + name + \"' is no name\"); // is none \" \n\"there is no file\"";
        assertThat(literals(source)).containsExactly("'", "' is no name", "there is no file");
        assertThat(flaws(Map.of("A.java", String.join("\n", literals(source)))))
                .containsExactly("A.java: \"' is no name\" (write: 'x' is not a y)");
        assertThat(flaws(Map.of("b.md", "| What has failed is there. It goes on, whoever waits.")))
                .hasSize(3);
        assertThat(flaws(Map.of("c.md", "It is no longer here, and there is none. What to do: see what is wrong.")))
                .isEmpty();
    }

    private static List<String> literals(String source) {
        return JAVA.matcher(source)
                .results()
                .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
                .filter(text -> text != null && !text.isEmpty())
                .toList();
    }

    private static List<String> flaws(Map<String, String> texts) {
        List<String> flaws = new ArrayList<>();
        texts.forEach((file, text) -> text.lines()
                .forEach(line -> AVOID.forEach((form, instead) -> {
                    Matcher found = form.matcher(line);
                    if (found.find()) {
                        String around = line.substring(
                                Math.max(0, found.start() - 40), Math.min(line.length(), found.end() + 40));
                        flaws.add(file + ": \"" + around + "\" (write: " + instead + ")");
                    }
                })));
        return flaws;
    }
}

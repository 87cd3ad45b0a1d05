package io.stoker.trust;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A block of a PEM file.
 *
 * @param type as {@code CERTIFICATE}
 * @param content the bytes
 */
public record Pem(String type, byte[] content) {
    public static final String CERTIFICATE = "CERTIFICATE";
    public static final String PRIVATE_KEY = "PRIVATE KEY";

    /** More than any file of ours has. */
    private static final int MOST = 8;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * The blocks of a text, in which other lines are for people.
     *
     * @throws IllegalArgumentException says what is wrong with it
     */
    public static List<Pem> blocks(String text) {
        List<Pem> blocks = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        String open = null;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (open == null && line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                open = line.substring(BEGIN.length(), line.length() - DASHES.length());
                content.setLength(0);
            } else if (open != null && line.equals(END + open + DASHES)) {
                blocks.add(new Pem(open, decoded(open, content.toString())));
                open = null;
            } else if (open != null) {
                content.append(line);
            }
            if (blocks.size() > MOST) {
                throw new IllegalArgumentException("it has more than " + MOST + " blocks");
            }
        }
        if (open != null) {
            throw new IllegalArgumentException("its block " + open + " has no end");
        }
        return blocks;
    }

    private static byte[] decoded(String type, String content) {
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its block " + type + " is not base64: " + e.getMessage(), e);
        }
    }

    /** The text of lines for people, and of blocks after them. */
    public static String text(List<String> lines, Pem... blocks) {
        return Stream.concat(lines.stream(), Stream.of(blocks).map(Pem::encoded))
                .map(part -> part + "\n")
                .collect(Collectors.joining());
    }

    /** As lines of a file. Not {@code toString}, which might write a key into a log. */
    String encoded() {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return BEGIN + type + DASHES + "\n" + lines + "\n" + END + type + DASHES;
    }
}

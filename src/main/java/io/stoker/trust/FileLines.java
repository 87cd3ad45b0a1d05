package io.stoker.trust;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lines for people before the blocks of a file of {@link Credentials}: they tell without any cryptography what the
 * certificate says. Only its maker believes them, to see whether it is time for another.
 *
 * @param owner whose file it is, in words
 * @param serial names the certificate
 * @param issued when it was made
 * @param expires until when it is valid
 * @param hosts the names and addresses of the machine that stand in the certificate
 * @param addresses where a controller is, as {@code HOST:PORT}
 */
public record FileLines(
        String owner, String serial, String issued, String expires, List<String> hosts, List<String> addresses) {
    private static final String OWNER = "Stoker: ";
    private static final String SERIAL = "Serial: ";
    private static final String ISSUED = "Issued: ";
    private static final String EXPIRES = "Expires: ";
    private static final String HOST = "Host: ";
    private static final String ADDRESS = "Address: ";

    /** Reads them; what is missing is empty. */
    public static FileLines of(String text) {
        List<String> lines =
                text.lines().takeWhile(line -> !line.startsWith("-----")).toList();
        return new FileLines(
                first(lines, OWNER),
                first(lines, SERIAL),
                first(lines, ISSUED),
                first(lines, EXPIRES),
                all(lines, HOST),
                all(lines, ADDRESS));
    }

    private static String first(List<String> lines, String name) {
        return all(lines, name).stream().findFirst().orElse("");
    }

    private static List<String> all(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .toList();
    }

    /** As they stand in a file. */
    List<String> lines() {
        List<String> lines =
                new ArrayList<>(List.of(OWNER + owner, SERIAL + serial, ISSUED + issued, EXPIRES + expires));
        Stream.concat(hosts.stream().map(HOST::concat), addresses.stream().map(ADDRESS::concat))
                .forEach(lines::add);
        return lines;
    }

    /** The certificate as it would stand in a list; empty if the lines do not tell. */
    Optional<Issued> issued(Role role) {
        String id = owner.replaceFirst(",.*", "").replaceFirst("^\\w+ ", "");
        try {
            return Identity.isId(id) && Identity.isSerial(serial)
                    ? Optional.of(new Issued(serial, role, id, Instant.parse(expires)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean isDue(Instant now, Duration age, List<String> needed) {
        try {
            Instant made = Instant.parse(issued);
            return now.isBefore(made)
                    || now.isAfter(made.plus(age))
                    || now.isAfter(Instant.parse(expires))
                    || !hosts.containsAll(needed);
        } catch (DateTimeException e) {
            return true;
        }
    }
}

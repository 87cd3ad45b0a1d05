package io.stoker.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for secrets where none may be: in files, and in the command lines and environments of processes, which every
 * user of a machine can read. Each place in which a secret was found is named with the secret's name.
 */
final class SecretScan implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Map<String, byte[]> secrets = new LinkedHashMap<>();
    private final Map<String, byte[]> content = new LinkedHashMap<>();
    private final Map<String, byte[]> seen = new LinkedHashMap<>();
    private final Set<String> programs = new ConcurrentSkipListSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread watch = new Thread(this::watch, "secret-scan");

    /** One that looks at the processes of this user from now on, until it is closed. */
    static SecretScan begin() {
        SecretScan scan = new SecretScan();
        scan.watch.setDaemon(true);
        scan.watch.start();
        return scan;
    }

    /** Looks for this text, which may be nowhere. */
    SecretScan secret(String name, String text) {
        return secret(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private SecretScan secret(String name, byte[] bytes) {
        if (bytes.length < 8) {
            throw new IllegalArgumentException(name + " has too few bytes to be found for sure");
        }
        secrets.put(name, bytes);
        return this;
    }

    /** Looks for this text, which may be in the ledger, and nowhere else. */
    SecretScan content(String name, String text) {
        content.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Looks for the private key in this file, as text and as the bytes that the text stands for. */
    SecretScan privateKey(Path file) throws IOException {
        String pem = Files.readString(file);
        String begin = "-----BEGIN PRIVATE KEY-----";
        int from = pem.indexOf(begin);
        if (from < 0) {
            throw new IllegalArgumentException("there is no private key in " + file);
        }
        String body = pem.substring(from + begin.length(), pem.indexOf("-----END", from));
        String name = file.getFileName().toString();
        List<String> lines = body.strip().lines().toList();
        // The first line is the same for all keys of a kind.
        lines.subList(1, lines.size()).stream()
                .filter(line -> line.length() >= 20)
                .forEach(line -> secret("a line of " + name, line));
        byte[] der = Base64.getMimeDecoder().decode(body);
        byte[] tail = new byte[24];
        // PKCS#8 of a P-256 key: 35 or 36 bytes that say so, then 32 of the key.
        System.arraycopy(der, 36, tail, 0, tail.length);
        return secret("the bytes of " + name, tail);
    }

    private void watch() {
        try {
            do {
                look();
            } while (!ended.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        ProcessHandle.current().descendants().forEach(process -> {
            String folder = "/proc/" + process.pid();
            for (String file : List.of("cmdline", "environ")) {
                byte[] content = read(Path.of(folder, file));
                synchronized (seen) {
                    seen.put(folder + "/" + file + " " + Arrays.hashCode(content), content);
                }
                for (String word : new String(content, StandardCharsets.UTF_8).split("\0")) {
                    if (word.startsWith("io.stoker.cli.")) {
                        programs.add(word);
                    }
                }
            }
        });
    }

    /** The main classes of the processes that were looked at. */
    Set<String> programs() {
        return programs;
    }

    /** What is in the command lines and environments of all processes that ran since the beginning. */
    Set<String> inProcesses() {
        Set<String> found = new TreeSet<>();
        synchronized (seen) {
            seen.forEach((place, bytes) -> found.addAll(in(place, bytes, all())));
        }
        return found;
    }

    /** What is in the files below this folder, but for those files and folders. */
    Set<String> inFiles(Path folder, Path... but) throws IOException {
        return inFiles(folder, all(), but);
    }

    /** The secrets that are in the files below this folder. */
    Set<String> secretsIn(Path folder) throws IOException {
        return inFiles(folder, secrets);
    }

    /** The names of the content that is in the files below this folder. */
    Set<String> contentIn(Path folder) throws IOException {
        return inFiles(folder, content).stream()
                .map(found -> found.substring(0, found.indexOf(" in /")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>(secrets);
        all.putAll(content);
        return all;
    }

    private static Set<String> inFiles(Path folder, Map<String, byte[]> wanted, Path... but) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(but).noneMatch(file::startsWith))
                    .toList()) {
                found.addAll(in(file.toString(), read(file), wanted));
            }
        }
        return found;
    }

    private static Set<String> in(String place, byte[] bytes, Map<String, byte[]> wanted) {
        Set<String> found = new TreeSet<>();
        wanted.forEach((name, secret) -> {
            if (contains(bytes, secret)) {
                found.add(name + " in " + place);
            }
        });
        return found;
    }

    private static boolean contains(byte[] content, byte[] part) {
        for (int at = 0; at + part.length <= content.length; at++) {
            int same = 0;
            while (same < part.length && content[at + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }

    /** Empty for the file of a process that has ended meanwhile, or one that was removed. */
    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            if (file.startsWith("/proc")) {
                return new byte[0];
            }
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

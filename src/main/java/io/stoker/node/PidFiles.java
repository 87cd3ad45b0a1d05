package io.stoker.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a profile. */
final class PidFiles {
    private PidFiles() {}

    /** All pid files, the launcher's first, since it ends the others. */
    static List<PidFile> of(Profile profile) {
        if (!Files.isDirectory(profile.folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(profile.folder())) {
            List<PidFile> found = files.filter(file -> file.toString().endsWith(PidFile.SUFFIX))
                    .sorted()
                    .map(PidFile::new)
                    .toList();
            return Stream.concat(
                            found.stream().filter(PidFiles::isLauncher),
                            found.stream().filter(f -> !isLauncher(f)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + profile.folder() + ": " + e, e);
        }
    }

    private static boolean isLauncher(PidFile file) {
        return file.process().equals(ProcessName.LAUNCHER);
    }
}

package io.stoker.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells when a file is another than at the last look. For one thread. */
final class FileChange {
    private final @Nullable Path file;
    private @Nullable List<String> last;

    FileChange(@Nullable Path file) {
        this.file = file;
    }

    /** Whether the file has changed since this was asked last: true the first time. */
    boolean seen() {
        List<String> now = look();
        boolean changed = !now.equals(last);
        last = now;
        return changed;
    }

    private List<String> look() {
        if (file == null) {
            return List.of();
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return List.of(found.lastModifiedTime().toString(), found.size() + "", found.fileKey() + "");
        } catch (IOException e) {
            return List.of(e.getClass().getName());
        }
    }
}

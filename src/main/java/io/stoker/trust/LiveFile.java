package io.stoker.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is read anew when it has changed. While it is bad it is tried again and again. For one thread. */
final class LiveFile {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFile.class);

    private final Path file;
    private final Runnable read;
    private List<String> last = List.of();
    private @Nullable String trouble;

    /**
     * One that is read anew at the first {@link #refresh} in any case: it may have changed since it was read first.
     *
     * @param read takes over what the file says; a {@link KeyFileException} if it cannot, and has then changed nothing
     */
    LiveFile(Path file, Runnable read) {
        this.file = file;
        this.read = read;
    }

    /** Reads it if it has changed. That it is bad is logged once. */
    void refresh() {
        List<String> now = look();
        if (now.equals(last) && trouble == null) {
            return;
        }
        last = now;
        try {
            read.run();
            trouble = null;
        } catch (RuntimeException e) {
            if (!String.valueOf(e.getMessage()).equals(trouble)) {
                trouble = String.valueOf(e.getMessage());
                LOG.error("{} (what was read before stays in use)", trouble);
            }
        }
    }

    /** Time, size and key tell a file that was replaced from the one before. */
    private List<String> look() {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return List.of(
                    found.lastModifiedTime().toString(), String.valueOf(found.size()), String.valueOf(found.fileKey()));
        } catch (IOException e) {
            return List.of(e.getClass().getName());
        }
    }
}

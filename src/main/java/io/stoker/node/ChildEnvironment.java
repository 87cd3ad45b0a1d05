package io.stoker.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a process that Stoker starts finds around it: that of the process which starts it, but for what cannot be
 * shared.
 */
public final class ChildEnvironment {
    private ChildEnvironment() {}

    /**
     * Sets environment and working folder of a process to be started.
     *
     * @param say hears a line about each thing that the process has to go without
     */
    public static void prepare(ProcessBuilder builder, Profile profile, Consumer<String> say) {
        builder.environment().put(Profile.HOME_VARIABLE, profile.home().toString());
        ToolOptions.leaveOutFixedPorts(builder.environment(), say);
        Path here = Path.of(System.getProperty("user.dir"));
        if (!Files.isDirectory(here)) { // no JVM starts in a folder that is gone
            say.accept("the working folder " + here + " no longer exists: using " + profile.folder() + " instead");
            builder.directory(profile.folder().toFile());
        }
    }
}

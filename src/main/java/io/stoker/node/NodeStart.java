package io.stoker.node;

import io.stoker.wire.InstanceKey;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the process of a node came to be: started by a person, or by a launcher that holds its standard input and output.
 *
 * @param parent hears the launcher; null for a person
 * @param protocol marks the lines for the launcher; null for a person
 * @param settings what was set for the node
 * @param key to the instance that it is; null for a controller that a launcher starts
 */
public record NodeStart(
        @Nullable ParentWatch parent,
        @Nullable LineProtocol protocol,
        GivenSettings settings,
        @Nullable InstanceKey key) {

    /**
     * By a person, who has set this on the command line and the rest in the profile.
     *
     * @throws NodeException if there is a password on the command line
     */
    public static NodeStart byPerson(Profile profile, Map<String, String> options) {
        CommandLineSecrets.refuse(options, profile.settingsFile());
        GivenSettings settings = GivenSettings.of(profile, options);
        settings.check();
        return new NodeStart(null, null, settings, InstanceKey.random());
    }

    /** The same without what only a controller needs to know: engines run everybody's code. */
    public NodeStart forEngines() {
        return new NodeStart(parent, protocol, settings.forEngines(), key);
    }

    /**
     * By a launcher: takes standard input, and waits for what it hands over.
     *
     * @throws NodeException if there is no launcher on the other side
     */
    public static NodeStart byLauncher() {
        return byLauncher(ParentWatch.ofStandardInput());
    }

    /** As {@link #byLauncher()}, but for where the launcher is heard. */
    public static NodeStart byLauncher(ParentWatch parent) {
        Handover handover = parent.handover();
        return new NodeStart(parent, handover.protocol(), handover.settings(), handover.key());
    }

    /** What the process of engines that a person has started is called; of no other one. */
    public ProcessName loneEngine() {
        return ProcessName.loneEngine(Objects.requireNonNull(key).uuid());
    }
}

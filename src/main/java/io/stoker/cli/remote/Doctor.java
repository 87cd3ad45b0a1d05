package io.stoker.cli.remote;

import io.stoker.node.ConnectionFile;
import io.stoker.node.ConnectionInfo;
import io.stoker.node.NoClusterException;
import io.stoker.node.Profile;
import io.stoker.node.Version;
import io.stoker.task.StokerException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at everything that keeps a cluster from working, on a line for each thing. */
public final class Doctor {
    private final Api api;
    private final @Nullable Profile profile;
    private final Output output;
    private final InstantSource clock;

    /**
     * A doctor.
     *
     * @param profile of the cluster; null if it runs elsewhere, and only its address is known
     * @param clock of this machine
     */
    public Doctor(Api api, @Nullable Profile profile, Output output, InstantSource clock) {
        this.api = api;
        this.profile = profile;
        this.output = output;
        this.clock = clock;
    }

    /**
     * Prints what it finds.
     *
     * @return 1 if somebody has to do something
     */
    public int run() {
        List<Finding> found = new ArrayList<>();
        found.add(MachineChecks.java());
        found.addAll(MachineChecks.limits());
        if (profile == null) {
            found.addAll(new ClusterChecks(api, clock).all());
        } else {
            found.add(MachineChecks.disk(profile.folder()));
            found.addAll(new ProfileChecks(profile, clock.instant()).all());
            found.addAll(cluster(profile));
        }
        found.forEach(each -> output.line(output.json() ? each.json() : each.line()));
        return found.stream().anyMatch(Finding::isProblem) ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private List<Finding> cluster(Profile known) {
        ConnectionInfo connection;
        try {
            connection = ConnectionFile.read(known);
        } catch (NoClusterException e) {
            return List.of(Finding.note("cluster", String.valueOf(e.getMessage())));
        } catch (StokerException e) {
            return List.of(Finding.problem("cluster", String.valueOf(e.getMessage())));
        }
        List<Finding> found = new ArrayList<>();
        found.add(version(connection, Version.current()));
        List<Finding> cluster = new ClusterChecks(api, clock).all();
        if (cluster.stream().anyMatch(Finding::isProblem)) {
            found.add(Finding.note(
                    "cluster",
                    "was started as pid " + connection.pid() + " on " + connection.started()
                            + ProfileChecks.logs(known) + ". If it has ended, type: " + known.command("stop")
                            + ", and start it again"));
        }
        found.addAll(cluster);
        found.add(ClusterChecks.controller(connection.controller()));
        return found;
    }

    /** A controller that runs keeps its classes, whatever was installed meanwhile. */
    static Finding version(ConnectionInfo connection, String own) {
        String there = connection.version();
        return there.equals(own)
                ? Finding.ok("versions", "this command and the controller are Stoker " + own)
                : Finding.problem(
                        "versions",
                        "this command is Stoker " + own + ", and the controller " + there
                                + ": start the cluster again, or use the other command");
    }
}

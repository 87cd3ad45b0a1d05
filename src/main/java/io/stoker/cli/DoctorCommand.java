package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Doctor;
import io.stoker.cli.remote.Output;
import java.time.InstantSource;

/** {@code stoker doctor}: what keeps a cluster from working. */
final class DoctorCommand extends RemoteCommand {
    DoctorCommand(RootCommand main) {
        super(
                main,
                "doctor",
                "Look for what keeps a cluster from working: Java, limits and disk of this machine, the profile's folder, keys"
                        + " and tokens, ports, clocks, versions and engines. A line for each says what to type. The exit code"
                        + " is 1 if there is a problem.",
                "  scripts/stoker doctor                   before the first start, or when something does not work",
                "  scripts/stoker --profile test doctor");
    }

    @Override
    int run(Api api, Output output) {
        return new Doctor(api, profile(), output, InstantSource.system()).run();
    }
}

package io.stoker.cli;

import io.stoker.node.ClusterOptions;
import io.stoker.node.Detached;
import io.stoker.node.EngineHeap;
import io.stoker.node.GivenSettings;
import io.stoker.node.JavaRuntime;
import io.stoker.node.Launcher;
import io.stoker.node.NodeJvm;
import io.stoker.node.NodeStart;
import io.stoker.node.ParentWatch;
import io.stoker.node.Profile;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker cluster}: a controller and engines on this machine. */
final class ClusterCommand implements Callable<Integer> {
    private final OptionSpec engines = Options.number("N", "-n", "--engines")
            .required(true)
            .description("How many engines; 0 starts the controller alone.")
            .build();
    private final OptionSpec perNode = Options.perNode();
    private final OptionSpec detach = Options.flag("--detach")
            .description("Return when the cluster is ready, and leave it running in the background.")
            .build();
    private final OptionSpec detached = Options.flag("--detached")
            .hidden(true)
            .description("This is the process in the background.")
            .build();
    private final OptionSpec host = Options.host();
    private final OptionSpec advertise = Options.advertise("10113");
    private final OptionSpec enginePort = Options.number("PORT", "--engine-port")
            .defaultValue("0")
            .description(
                    "Where the first JVM of engines listens, and each further one at the next port; 0, the default, for any free ones.")
            .build();
    private final OptionSpec port = Options.port("--port", "10113", "Where the controller listens");
    private final OptionSpec managementPort = Options.port("--management-port", "8558", "Where HTTP is served");
    private final OptionSpec engineHeap = Options.text("--engine-heap", "SIZE")
            .description("The heap of each JVM of engines (default: 512m, and 64m for each engine more than one).")
            .build();
    private final OptionSpec controllerHeap = Options.heap("--controller-heap", "the controller's JVM", "1g");
    private final OptionSpec classPath = Options.classPathOption();
    private final ParentOption parent = new ParentOption();
    private final OptionSpec prelude = Options.prelude();
    private final OptionSpec config = Options.config();
    private final CommandSpec spec = Options.command(
            "cluster", this, "Start a controller and engines on this machine, and restart them when they end.");
    private final RootCommand main;

    ClusterCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  scripts/stoker cluster -n 4                     a controller and four engines, until Ctrl-C",
                        "  scripts/stoker cluster -n 4 --detach            the same in the background, until",
                        "                                                  scripts/stoker stop",
                        "  scripts/stoker cluster -n 64 --per-node 16      sixty-four engines in four JVMs",
                        "  scripts/stoker cluster -n 2 --engine-heap 2g    engines with more memory",
                        "  scripts/stoker cluster -n 2 --class-path 'app.jar:lib/*'",
                        "                                                  engines with classes for your tasks",
                        "  scripts/stoker --profile test cluster -n 1 --port 0 --management-port 0",
                        "                                                  a second cluster beside the first, at",
                        "                                                  free ports");
        Stream.of(
                        engines,
                        perNode,
                        detach,
                        detached,
                        host,
                        port,
                        advertise,
                        enginePort,
                        managementPort,
                        engineHeap,
                        controllerHeap,
                        classPath,
                        parent.option(),
                        prelude,
                        config)
                .forEach(spec::addOption);
        return spec;
    }

    @Override
    public Integer call() {
        Profile profile = main.profile();
        NodeStart start = Options.isSet(detached)
                ? NodeStart.byLauncher()
                : NodeStart.byPerson(profile, Options.settings(config, prelude));
        ClusterOptions options = options(start.settings());
        JavaRuntime java = JavaRuntime.current();
        if (Options.isSet(detach)) {
            return Detached.start(java, profile, options, System.out);
        }
        NodeJvm children = new NodeJvm(java, profile, options);
        Launcher launcher = new Launcher(profile, options, children, System.out, start.protocol());
        if (parent.watch()) {
            ParentWatch.ofStandardInput().start(exited -> {}, () -> {
                var unused = launcher.stop(); // run() returns when it has
            });
        }
        return launcher.run();
    }

    private ClusterOptions options(GivenSettings settings) {
        Checks checks = new Checks(spec);
        int all = checks.atLeastZero(engines);
        int each = checks.perNode(perNode, all);
        return new ClusterOptions(
                all,
                each,
                checks.listening(host, port, advertise),
                checks.port(enginePort),
                checks.port(managementPort),
                engineHeap.getValue() == null ? EngineHeap.usual(each) : checks.engineHeap(engineHeap, each),
                checks.heap(controllerHeap),
                Options.classPath(classPath),
                settings);
    }
}

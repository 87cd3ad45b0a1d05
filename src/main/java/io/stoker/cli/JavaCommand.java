package io.stoker.cli;

import io.stoker.node.NodeException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker java}: {@code scripts/stoker} does it, so that a program's start is not two JVMs' starts. */
final class JavaCommand implements Callable<Integer> {
    private final PositionalParamSpec program = PositionalParamSpec.builder()
            .type(String[].class)
            .arity("0..*")
            .paramLabel("[--join FILE] [-cp PATH] MAIN [ARGUMENT...]")
            .hideParamSyntax(true)
            .description(
                    "A join file for another machine's cluster, options of java, the class or source file to run, and its arguments.")
            .build();

    CommandSpec spec() {
        CommandSpec spec = Options.command(
                        "java", this, "Run a Java client, with Stoker's jars before its own and with faster starts.")
                .addPositional(program);
        spec.parser().unmatchedOptionsArePositionalParams(true);
        spec.usageMessage()
                .footer(
                        "  scripts/stoker java FirstTask.java",
                        "  scripts/stoker java --join client.join FirstTask.java",
                        "  scripts/stoker java -cp target/classes -Xmx1g com.example.Main --input data.csv");
        return spec;
    }

    @Override
    public Integer call() {
        throw new NodeException("run it as scripts/stoker java, or use java with the path of 'stoker classpath'");
    }
}

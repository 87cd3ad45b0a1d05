package io.stoker.cli.shell;

import groovy.lang.GroovyCodeSource;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import groovy.transform.ThreadInterrupt;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.NoEnginesException;
import io.stoker.client.multi.QueueClearedException;
import io.stoker.client.multi.UnknownEngineException;
import io.stoker.task.SourceLimits;
import io.stoker.task.StokerException;
import io.stoker.task.TaskAbortedException;
import io.stoker.task.TaskRejectException;
import io.stoker.task.TaskTimeoutException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.MethodClosure;
import org.jspecify.annotations.Nullable;

/** Runs Groovy source by source, as one session. */
final class GroovySession {
    private final TopLevel topLevel = new TopLevel();
    private final TypedVariables variables;
    private final GroovyShell shell;

    GroovySession(TypedVariables variables) {
        this.variables = variables;
        SnakeCaseMetaClass.install();
        CompilerConfiguration configuration = new CompilerConfiguration()
                .addCompilationCustomizers(
                        topLevel,
                        new ImportCustomizer()
                                .addStarImports("io.stoker.client", "io.stoker.client.multi", "io.stoker.task")
                                .addImports("java.time.Duration", "io.stoker.client.TaskClient.AbortMode")
                                .addStaticImport("io.stoker.client.ExplainMode", "WITH_STACK")
                                .addImport("CompositeError", CompositeException.class.getName())
                                .addImport("InvalidEngineID", UnknownEngineException.class.getName())
                                .addImport("NoEnginesRegistered", NoEnginesException.class.getName())
                                .addImport("QueueCleared", QueueClearedException.class.getName())
                                .addImport("TaskAborted", TaskAbortedException.class.getName())
                                .addImport("TaskRejectError", TaskRejectException.class.getName())
                                .addImport("TaskTimeout", TaskTimeoutException.class.getName()),
                        new ASTTransformationCustomizer(Map.of("applyToAllClasses", false), ThreadInterrupt.class));
        configuration.setScriptBaseClass(ShellScript.class.getName());
        configuration
                .getOptimizationOptions()
                .put("asmResolving", false); // looks for a class in place of each variable
        shell = new GroovyShell(GroovySession.class.getClassLoader(), variables, configuration);
    }

    /**
     * What a source has come to.
     *
     * @param value of its last statement
     * @param isAssignment whether that statement only gave a name to the value
     */
    record Outcome(@Nullable Object value, boolean isAssignment) {}

    /**
     * Runs a source. Its variables, functions, classes and imports are there for the next one.
     *
     * @param name of the source, a Java identifier; in stack traces its file is called {@code name.groovy}
     */
    Outcome run(String source, String name) {
        GroovyCodeSource code = new GroovyCodeSource(source, name + ".groovy", GroovyShell.DEFAULT_CODE_BASE);
        Class<?> type = compiled(code);
        boolean isAssignment = topLevel.endsInAssignment();
        if (!Script.class.isAssignableFrom(type)) {
            return new Outcome(null, isAssignment); // nothing but declared classes
        }
        Script script = InvokerHelper.createScript(type, shell.getContext());
        keepFunctions(script);
        return new Outcome(script.run(), isAssignment);
    }

    private Class<?> compiled(GroovyCodeSource code) {
        SourceLimits.ofSource(code.getScriptText()).ifPresent(limit -> {
            throw new StokerException(limit);
        });
        try {
            return shell.getClassLoader().parseClass(code, false);
        } catch (CompilationFailedException | StackOverflowError e) {
            Optional<String> limit = SourceLimits.ofCompiler(e);
            if (limit.isPresent()) {
                throw new StokerException(limit.get(), e);
            }
            Optional<String> hint = PythonForms.ofLine(code.getScriptText(), Problems.line(e));
            if (hint.isPresent()) {
                throw new StokerException(Problems.text(e, false) + "; " + hint.get(), e);
            }
            throw e;
        }
    }

    /** Whether the source is the beginning of one that could be right. */
    static boolean isIncomplete(String source) {
        if (SourceLimits.ofSource(source).isPresent()) {
            return false; // which is told when it is run
        }
        CompilationUnit unit = new CompilationUnit();
        unit.addSource("incomplete.groovy", source);
        try {
            unit.compile(Phases.CONVERSION);
            return false;
        } catch (StackOverflowError e) {
            return false; // which is told when it is run
        } catch (CompilationFailedException e) {
            return InputCompleteness.isOpen(source);
        }
    }

    private void keepFunctions(Script script) {
        for (Method method : script.getClass().getDeclaredMethods()) {
            String name = method.getName();
            if (!method.isSynthetic() && !name.equals("run") && !name.equals("main") && name.indexOf('$') < 0) {
                variables.declare(name, Object.class, false, new MethodClosure(script, name));
            }
        }
    }
}

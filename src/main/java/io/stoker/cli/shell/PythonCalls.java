package io.stoker.cli.shell;

import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;
import org.codehaus.groovy.syntax.Types;

/**
 * Refuses what Groovy would take for something else without a word: {@code tc.run(t, block=True)} gives a variable
 * called {@code block} a value and calls with that value in its place, and {@code lambda x: x * x} is a call with a
 * named argument.
 */
final class PythonCalls extends CodeVisitorSupport {
    private static final Set<String> OPTIONS = Set.of(
            "block",
            "targets",
            "flatten",
            "dist",
            "controller",
            "verbose",
            "pull",
            "push",
            "retries",
            "recovery_task",
            "clear_before",
            "clear_after",
            "depend");
    private static final Map<String, String> WORDS = Map.of("True", "true", "False", "false", "None", "null");

    private static final String LAMBDA = "lambda";

    private final SourceUnit source;

    private PythonCalls(SourceUnit source) {
        this.source = source;
    }

    static void refuse(SourceUnit source, ModuleNode module) {
        PythonCalls visitor = new PythonCalls(source);
        module.getStatementBlock().visit(visitor);
        for (MethodNode function : module.getMethods()) {
            function.getCode().visit(visitor);
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis() && LAMBDA.equals(call.getMethodAsString())) {
            PythonForms.ofCall(LAMBDA)
                    .ifPresent(hint -> source.addErrorAndContinue(
                            new SyntaxException("Groovy has no lambda keyword; " + hint, call)));
        }
        if (call.getArguments() instanceof TupleExpression arguments) {
            arguments.getExpressions().forEach(this::check);
        }
        super.visitMethodCallExpression(call);
    }

    private void check(Expression argument) {
        if (argument instanceof BinaryExpression assignment
                && assignment.getOperation().getType() == Types.ASSIGN
                && assignment.getLeftExpression() instanceof VariableExpression option
                && OPTIONS.contains(option.getName())) {
            String value = assignment.getRightExpression().getText();
            source.addErrorAndContinue(new SyntaxException(
                    "write the option as " + option.getName() + ": " + WORDS.getOrDefault(value, "…") + ", because "
                            + option.getName() + "=… assigns a variable of that name",
                    assignment));
        }
    }
}

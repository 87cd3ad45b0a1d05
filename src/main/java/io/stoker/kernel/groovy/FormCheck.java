package io.stoker.kernel.groovy;

import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.SyntaxException;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/** Refuses a source that is not of the form expected of it, and sees to what its value is. */
final class FormCheck extends CompilationCustomizer {
    private static final String EXPECTED = "this is not a function; write a closure, as { x -> x + 1 },"
            + " or the declaration of a single function, as def f(x) { x + 1 }";

    private Form form = Form.CELL;
    private boolean prefixed;

    FormCheck() {
        super(CompilePhase.CONVERSION);
    }

    /** The next source is to be of this form, and may have been given its {@linkplain Form#prefix prefix}. */
    void expect(Form expected, boolean withPrefix) {
        form = expected;
        prefixed = withPrefix;
    }

    /** Called by the compiler for each class in the source. */
    @Override
    public void call(SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        ModuleNode module = type.getModule();
        if (!type.equals(module.getClasses().get(0))) {
            return;
        }
        if (form == Form.CELL) {
            endInExpression(module.getStatementBlock().getStatements());
            return;
        }
        ASTNode culprit = culprit(module);
        if (culprit != null) {
            // What is missing stands nowhere.
            int line = Math.max(1, culprit.getLineNumber());
            int column = Math.max(1, culprit.getColumnNumber());
            source.getErrorCollector().addErrorAndContinue(new SyntaxException(EXPECTED, line, column), source);
        }
    }

    /**
     * By itself Groovy takes the value of a declaration or an assignment, too, and that of the last line in an if's
     * block.
     */
    private static void endInExpression(List<Statement> statements) {
        Statement last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
        boolean isExpression =
                last instanceof ExpressionStatement expression && !isAssignment(expression.getExpression());
        if (last != null && !isExpression && !(last instanceof ReturnStatement)) {
            statements.add(new ReturnStatement(new ConstantExpression(null)));
        }
    }

    /** What the source should not have; null if all is well. */
    private @Nullable ASTNode culprit(ModuleNode module) {
        for (ClassNode each : module.getClasses()) {
            if (!each.isScript() && each.getOuterClass() == null) {
                return each;
            }
        }
        List<Statement> statements = module.getStatementBlock().getStatements();
        List<MethodNode> methods = module.getMethods();
        if (!methods.isEmpty()) {
            return statements.isEmpty() ? otherFunction(methods) : statements.get(0);
        }
        if (statements.size() > 1) {
            return statements.get(1);
        }
        statements.set(0, withoutPrefix(statements.get(0)));
        return isExpected(statements.get(0)) ? null : statements.get(0);
    }

    private static @Nullable ASTNode otherFunction(List<MethodNode> methods) {
        return methods.stream()
                .filter(method -> !method.getName().equals(methods.get(0).getName()))
                .findFirst()
                .orElse(null);
    }

    private Statement withoutPrefix(Statement only) {
        if (only instanceof BlockStatement block) {
            return closure(block);
        }
        return prefixed
                        && only instanceof ExpressionStatement statement
                        && statement.getExpression() instanceof BinaryExpression assignment
                ? new ExpressionStatement(assignment.getRightExpression())
                : only;
    }

    /** A closure without an arrow that stands alone is a block to the parser. */
    private static Statement closure(BlockStatement block) {
        ClosureExpression closure = new ClosureExpression(Parameter.EMPTY_ARRAY, block);
        closure.setSourcePosition(block);
        return new ExpressionStatement(closure);
    }

    private boolean isExpected(Statement only) {
        if (!(only instanceof ExpressionStatement statement)) {
            return false;
        }
        Expression expression = statement.getExpression();
        return expression instanceof ClosureExpression
                || (form == Form.FUNCTION_OR_EXPRESSION && !isAssignment(expression));
    }

    private static boolean isAssignment(Expression expression) {
        return expression instanceof BinaryExpression binary
                && Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR);
    }
}

package io.stoker.kernel.groovy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names that a source declares as local variables and never assigns as names of the namespace. Who pulls one
 * of them means the variable, and would be given whatever an earlier source has left under its name. What a function or
 * a closure has for itself counts, unless the source has the name of the namespace somewhere beside it.
 */
final class Locals extends CompilationCustomizer {
    private Map<String, Integer> found = Map.of();

    Locals() {
        super(CompilePhase.CONVERSION);
    }

    /** The names of the source that was compiled last, with the line of the declaration. */
    Map<String, Integer> take() {
        Map<String, Integer> taken = found;
        found = Map.of();
        return taken;
    }

    /** Called by the compiler for each class in the source. */
    @Override
    public void call(SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        if (type.isScript()) {
            Visitor visitor = new Visitor();
            type.getModule().getStatementBlock().visit(visitor);
            type.getModule().getMethods().forEach(visitor::visitFunction);
            found = visitor.found();
        }
    }

    private static final class Visitor extends CodeVisitorSupport {
        private final Map<String, Integer> declared = new LinkedHashMap<>();
        /** In functions and closures only. */
        private final Map<String, Integer> inner = new LinkedHashMap<>();

        private final Set<String> assigned = new HashSet<>();
        private final Set<String> mentioned = new HashSet<>();
        private final Deque<Set<String>> scopes = new ArrayDeque<>();
        private int functions;

        Map<String, Integer> found() {
            inner.keySet().removeAll(mentioned);
            inner.forEach(declared::putIfAbsent);
            declared.keySet().removeAll(assigned);
            return declared;
        }

        void visitFunction(MethodNode function) {
            within(
                    function.getParameters(),
                    function.getLineNumber(),
                    () -> function.getCode().visit(this));
        }

        @Override
        public void visitBlockStatement(BlockStatement block) {
            within(() -> super.visitBlockStatement(block));
        }

        @Override
        public void visitForLoop(ForStatement loop) {
            within(() -> {
                if (loop.getVariable() != ForStatement.FOR_LOOP_DUMMY) {
                    declare(loop.getVariable(), loop.getLineNumber());
                }
                super.visitForLoop(loop);
            });
        }

        @Override
        public void visitCatchStatement(CatchStatement statement) {
            within(() -> {
                declare(statement.getVariable(), statement.getLineNumber());
                super.visitCatchStatement(statement);
            });
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            within(closure.getParameters(), closure.getLineNumber(), () -> super.visitClosureExpression(closure));
        }

        /** The parameters of a closure without any are null. */
        private void within(Parameter @Nullable [] parameters, int line, Runnable visit) {
            functions++;
            within(() -> {
                if (parameters != null) {
                    List.of(parameters).forEach(parameter -> declare(parameter, line));
                }
                visit.run();
            });
            functions--;
        }

        @Override
        public void visitVariableExpression(VariableExpression variable) {
            if (isOfNamespace(variable)) {
                mentioned.add(variable.getName());
            }
            super.visitVariableExpression(variable);
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            declaration.getRightExpression().visit(this);
            variables(declaration.getLeftExpression())
                    .forEach(variable -> declare(variable, declaration.getLineNumber()));
        }

        @Override
        public void visitBinaryExpression(BinaryExpression binary) {
            if (Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
                variables(binary.getLeftExpression()).forEach(this::assign);
                if (binary.getLeftExpression() instanceof PropertyExpression property && isNamespace(property)) {
                    assigned.add(String.valueOf(property.getPropertyAsString()));
                }
            }
            super.visitBinaryExpression(binary);
        }

        @Override
        public void visitPostfixExpression(PostfixExpression expression) {
            variables(expression.getExpression()).forEach(this::assign);
            super.visitPostfixExpression(expression);
        }

        @Override
        public void visitPrefixExpression(PrefixExpression expression) {
            variables(expression.getExpression()).forEach(this::assign);
            super.visitPrefixExpression(expression);
        }

        private static List<VariableExpression> variables(Expression left) {
            List<Expression> parts = left instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(left);
            return parts.stream()
                    .filter(VariableExpression.class::isInstance)
                    .map(VariableExpression.class::cast)
                    .toList();
        }

        /** {@code this.c} and {@code binding.c} are the namespace's, whatever c is by itself. */
        private static boolean isNamespace(PropertyExpression property) {
            return property.getObjectExpression() instanceof VariableExpression object
                    && Set.of("this", "binding").contains(object.getName());
        }

        private void within(Runnable visit) {
            scopes.push(new HashSet<>());
            visit.run();
            scopes.pop();
        }

        private void declare(Variable variable, int line) {
            scopes.element().add(variable.getName());
            (functions == 0 ? declared : inner).putIfAbsent(variable.getName(), line);
        }

        private void assign(VariableExpression variable) {
            if (isOfNamespace(variable)) {
                assigned.add(variable.getName());
            }
        }

        private boolean isOfNamespace(VariableExpression variable) {
            return scopes.stream().noneMatch(scope -> scope.contains(variable.getName()));
        }
    }
}

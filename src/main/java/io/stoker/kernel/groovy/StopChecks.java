package io.stoker.kernel.groovy;

import groovy.transform.Generated;
import io.stoker.kernel.Interrupts;
import java.util.Objects;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Has a source ask {@link Interrupts#check} at the beginning of each function and closure and in each round of a loop,
 * and tell {@link Interrupts#caught} what it catches. Groovy's own {@code ThreadInterrupt} asks for the thread's flag,
 * which user code may set and read for reasons of its own.
 */
final class StopChecks extends CompilationCustomizer {
    private static final ClassNode INTERRUPTS = ClassHelper.make(Interrupts.class);
    private static final ClassNode THROWABLE = ClassHelper.make(Throwable.class);
    private static final MethodNode CHECK = method("check");
    private static final MethodNode CAUGHT = method("caught", new Parameter(THROWABLE, "thrown"));

    StopChecks() {
        super(CompilePhase.CANONICALIZATION);
    }

    private static MethodNode method(String name, Parameter... parameters) {
        return Objects.requireNonNull(INTERRUPTS.getDeclaredMethod(name, parameters));
    }

    /** Called by the compiler for each class in the source. */
    @Override
    public void call(@Nullable SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        new Visitor(source).visitClass(type);
    }

    private static Statement call(MethodNode method, Expression... arguments) {
        MethodCallExpression call = new MethodCallExpression(
                new ClassExpression(INTERRUPTS), method.getName(), new ArgumentListExpression(arguments));
        call.setMethodTarget(method);
        return new ExpressionStatement(call);
    }

    /** The code with a statement before it. */
    private static BlockStatement after(Statement first, @Nullable Statement code) {
        BlockStatement block = new BlockStatement();
        block.addStatement(first);
        if (code != null) {
            block.addStatement(code);
            block.setSourcePosition(code);
        }
        return block;
    }

    private static final class Visitor extends ClassCodeVisitorSupport {
        private final @Nullable SourceUnit source;

        Visitor(@Nullable SourceUnit source) {
            this.source = source;
        }

        @Override
        protected @Nullable SourceUnit getSourceUnit() {
            return source;
        }

        /** The closure of an annotation is no code that runs. */
        @Override
        public void visitAnnotations(AnnotatedNode node) {}

        @Override
        public void visitMethod(MethodNode method) {
            if (method.isSynthetic()) {
                return;
            }
            super.visitMethod(method);
            if (!method.isAbstract() && !isRecordsOwn(method)) {
                method.setCode(after(call(CHECK), method.getCode()));
            }
        }

        /** What the compiler adds to a record has no room for statements of ours. */
        private static boolean isRecordsOwn(MethodNode method) {
            return method.getDeclaringClass().isRecord()
                    && method.getAnnotations().stream()
                            .anyMatch(annotation ->
                                    annotation.getClassNode().getName().equals(Generated.class.getName()));
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            super.visitClosureExpression(closure);
            closure.setCode(after(call(CHECK), closure.getCode()));
        }

        @Override
        public void visitForLoop(ForStatement loop) {
            super.visitForLoop(loop);
            loop.setLoopBlock(after(call(CHECK), loop.getLoopBlock()));
        }

        @Override
        public void visitWhileLoop(WhileStatement loop) {
            super.visitWhileLoop(loop);
            loop.setLoopBlock(after(call(CHECK), loop.getLoopBlock()));
        }

        @Override
        public void visitDoWhileLoop(DoWhileStatement loop) {
            super.visitDoWhileLoop(loop);
            loop.setLoopBlock(after(call(CHECK), loop.getLoopBlock()));
        }

        @Override
        public void visitTryCatchFinally(TryCatchStatement statement) {
            super.visitTryCatchFinally(statement);
            if (statement.getCatchStatements().isEmpty()) {
                // Its finally block is to know, too.
                statement.addCatch(rethrown(statement));
            }
        }

        private static CatchStatement rethrown(ASTNode where) {
            Parameter thrown = new Parameter(THROWABLE, "$thrown");
            Statement again = new ThrowStatement(new VariableExpression(thrown));
            again.setSourcePosition(where);
            return new CatchStatement(thrown, after(call(CAUGHT, new VariableExpression(thrown)), again));
        }

        @Override
        public void visitCatchStatement(CatchStatement statement) {
            super.visitCatchStatement(statement);
            Statement code = statement.getCode();
            statement.setCode(after(
                    call(CAUGHT, new VariableExpression(statement.getVariable())),
                    code instanceof EmptyStatement ? null : code));
        }
    }
}

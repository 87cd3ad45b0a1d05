package io.stoker.cli.shell;

import groovy.lang.Closure;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * Remembers the source of closures that may be sent to engines: those that are given a name, and those in calls that
 * take functions. As in the original, what is sent is the source alone, and its free names are those of the engine.
 */
final class ClosureSources extends CodeVisitorSupport {
    private static final ClassNode SCRIPT = ClassHelper.make(ShellScript.class);
    private static final Set<String> CALLS = Set.of("push_function", "pushFunction", "map", "parallel");
    private static final Map<Closure<?>, String> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private final List<String> lines;

    private ClosureSources(List<String> lines) {
        this.lines = lines;
    }

    /** The source of a closure; empty if it is no closure, or its source is not known. */
    static Optional<String> of(Object closure) {
        return closure instanceof Closure ? Optional.ofNullable(KNOWN.get(closure)) : Optional.empty();
    }

    static void keep(Closure<?> closure, String source) {
        KNOWN.put(closure, source);
    }

    /** Has each closure of this source that may be sent remembered when it is made. */
    static void remember(SourceUnit source, ModuleNode module) {
        ClosureSources visitor = new ClosureSources(text(source).lines().toList());
        module.getStatementBlock().visit(visitor);
        module.getMethods().forEach(function -> function.getCode().visit(visitor));
    }

    private static String text(SourceUnit source) {
        StringWriter text = new StringWriter();
        try (Reader reader = source.getSource().getReader()) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        super.visitBinaryExpression(expression);
        if (expression.getOperation().getType() == Types.ASSIGN) {
            expression.setRightExpression(sourced(expression.getRightExpression()));
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        super.visitMethodCallExpression(call);
        if (CALLS.contains(String.valueOf(call.getMethodAsString()))
                && call.getArguments() instanceof TupleExpression arguments) {
            arguments.getExpressions().replaceAll(this::sourced);
        }
    }

    private Expression sourced(Expression value) {
        if (value instanceof MapExpression map) {
            map.getMapEntryExpressions()
                    .forEach(entry -> entry.setValueExpression(sourced(entry.getValueExpression())));
        }
        if (!(value instanceof ClosureExpression closure) || closure.getLineNumber() < 1) {
            return value;
        }
        Expression call = new MethodCallExpression(
                new ClassExpression(SCRIPT),
                "sourced",
                new ArgumentListExpression(closure, new ConstantExpression(cut(closure))));
        call.setSourcePosition(closure);
        return call;
    }

    private String cut(ClosureExpression closure) {
        int last = closure.getLastLineNumber() - 1;
        StringBuilder text = new StringBuilder();
        for (int i = closure.getLineNumber() - 1; i <= last; i++) {
            String line = lines.get(i);
            int from = i == closure.getLineNumber() - 1 ? line.offsetByCodePoints(0, closure.getColumnNumber() - 1) : 0;
            int to = i == last ? line.offsetByCodePoints(0, closure.getLastColumnNumber() - 1) : line.length();
            text.append(line, from, to).append(i == last ? "" : "\n");
        }
        return text.toString();
    }
}

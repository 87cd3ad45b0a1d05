package io.stoker.kernel.groovy;

import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Has calls that name no object but {@code this}, as {@code sleep(10)}, go to {@link Builtins}, also inside closures
 * and classes, where they would reach Groovy's own. A source's own function or method of that name goes before.
 *
 * <p>Has calls that would end the JVM refused as well. That keeps people from accidents, and nobody from ending it who
 * wants to.
 */
final class BuiltinCalls extends CompilationCustomizer {
    private static final ClassNode BUILTINS = ClassHelper.make(Builtins.class);
    private static final Set<String> EXITS = Set.of("exit", "halt");
    private static final Set<String> PRINTING = Set.of("print", "println", "printf");

    BuiltinCalls() {
        super(CompilePhase.SEMANTIC_ANALYSIS);
    }

    /** Called by the compiler for each class in the source. */
    @Override
    public void call(@Nullable SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        new Visitor(source, type).visitClass(type);
    }

    private static final class Visitor extends ClassCodeVisitorSupport {
        private final @Nullable SourceUnit source;
        private final ClassNode type;

        Visitor(@Nullable SourceUnit source, ClassNode type) {
            this.source = source;
            this.type = type;
        }

        @Override
        protected @Nullable SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            super.visitMethodCallExpression(call);
            String name = call.getMethodAsString();
            if (name != null && EXITS.contains(name) && isOfTheJvm(call.getObjectExpression())) {
                call.setObjectExpression(new ClassExpression(BUILTINS));
                call.setMethod(new ConstantExpression("refuseExit"));
                call.setImplicitThis(false);
            } else if (isOfThis(call) && name != null && isBuiltin(name, call) && !isDeclared(name)) {
                call.setObjectExpression(new ClassExpression(BUILTINS));
                call.setImplicitThis(false);
            }
        }

        /** {@code System}, {@code Runtime.runtime}, {@code Runtime.getRuntime()}. */
        private static boolean isOfTheJvm(Expression object) {
            if (object instanceof PropertyExpression property) {
                return isClass(property.getObjectExpression(), Runtime.class);
            }
            if (object instanceof MethodCallExpression call) {
                return isClass(call.getObjectExpression(), Runtime.class);
            }
            return isClass(object, System.class);
        }

        private static boolean isClass(Expression expression, Class<?> type) {
            return expression instanceof ClassExpression named
                    && named.getType().getName().equals(type.getName());
        }

        private static boolean isOfThis(MethodCallExpression call) {
            return call.isImplicitThis()
                    || (call.getObjectExpression() instanceof VariableExpression object && object.isThisExpression());
        }

        private static boolean isBuiltin(String name, MethodCallExpression call) {
            boolean sleep = name.equals("sleep")
                    && call.getArguments() instanceof ArgumentListExpression arguments
                    && arguments.getExpressions().size() == 1;
            return sleep || PRINTING.contains(name);
        }

        /** By this class, one around it, or one that they extend, unless that is what every source extends. */
        private boolean isDeclared(String name) {
            for (ClassNode each = type; each != null; each = each.getOuterClass()) {
                boolean declared = each.isScript()
                        ? !each.getDeclaredMethods(name).isEmpty()
                        : !each.getMethods(name).isEmpty();
                if (declared) {
                    return true;
                }
            }
            return false;
        }
    }
}

package io.stoker.cli.shell;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.tools.GenericsUtils;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Makes one session of many sources: what is declared at the top level lives on, with its type, and imports hold for
 * the sources that follow.
 */
final class TopLevel extends CompilationCustomizer {
    private static final ClassNode SCRIPT = ClassHelper.make(ShellScript.class);

    private final List<ImportNode> imports = new ArrayList<>();
    private boolean endsInAssignment;

    TopLevel() {
        super(CompilePhase.CONVERSION);
    }

    /** Whether the last source ended in an assignment, whose value nobody wants to see. */
    boolean endsInAssignment() {
        return endsInAssignment;
    }

    /** Called by the compiler for each class in the source. */
    @Override
    public void call(SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        ModuleNode module = type.getModule();
        if (!type.equals(module.getClasses().get(0))) {
            return;
        }
        share(module);
        PythonCalls.refuse(source, module);
        ClosureSources.remember(source, module);
        List<Statement> statements = module.getStatementBlock().getStatements();
        endsInAssignment = !statements.isEmpty() && isAssignment(statements.get(statements.size() - 1));
        statements.replaceAll(TopLevel::declared);
    }

    private void share(ModuleNode module) {
        List<ImportNode> own = new ArrayList<>(module.getImports());
        own.addAll(module.getStarImports());
        own.addAll(module.getStaticImports().values());
        own.addAll(module.getStaticStarImports().values());
        imports.forEach(each -> addTo(module, each));
        imports.addAll(own);
    }

    /** What the source imports itself under a name comes first. */
    private static void addTo(ModuleNode module, ImportNode node) {
        String alias = node.getAlias();
        if (node.isStatic() && node.isStar()) {
            module.addStaticStarImport(node.getClassName(), node.getType());
        } else if (node.isStar()) {
            module.addStarImport(node.getPackageName());
        } else if (node.isStatic() && !module.getStaticImports().containsKey(alias)) {
            module.addStaticImport(node.getType(), node.getFieldName(), alias);
        } else if (!node.isStatic() && module.getImport(alias) == null) {
            module.addImport(alias, node.getType());
        }
    }

    /** {@code long a = 1} as {@code ShellScript.declare(this, 'a', long, false, 1)}. */
    private static Statement declared(Statement statement) {
        if (statement instanceof ExpressionStatement line
                && line.getExpression() instanceof DeclarationExpression declaration
                && declaration.getAnnotations().stream().allMatch(TopLevel::isField)) {
            Expression call = call(declaration);
            call.setSourcePosition(declaration);
            line.setExpression(call);
        }
        return statement;
    }

    /** Here every variable can be used in functions. */
    private static boolean isField(AnnotationNode annotation) {
        String name = annotation.getClassNode().getName();
        return name.equals("Field") || name.equals("groovy.transform.Field");
    }

    private static Expression call(DeclarationExpression declaration) {
        List<VariableExpression> variables = variables(declaration);
        Expression value = declaration.getRightExpression();
        ArgumentListExpression arguments = new ArgumentListExpression();
        arguments.addExpression(VariableExpression.THIS_EXPRESSION);
        if (declaration.isMultipleAssignmentDeclaration()) {
            arguments.addExpression(
                    new ListExpression(variables.stream().map(TopLevel::name).toList()));
            arguments.addExpression(
                    new ListExpression(variables.stream().map(TopLevel::type).toList()));
        } else {
            arguments.addExpression(name(variables.get(0)));
            arguments.addExpression(type(variables.get(0)));
        }
        arguments.addExpression(
                new ConstantExpression(Modifier.isFinal(variables.get(0).getModifiers())));
        if (!(value instanceof EmptyExpression)) {
            arguments.addExpression(value);
        }
        return new MethodCallExpression(new ClassExpression(SCRIPT), "declare", arguments);
    }

    private static List<VariableExpression> variables(DeclarationExpression declaration) {
        return declaration.isMultipleAssignmentDeclaration()
                ? declaration.getTupleExpression().getExpressions().stream()
                        .map(VariableExpression.class::cast)
                        .toList()
                : List.of(declaration.getVariableExpression());
    }

    private static Expression name(VariableExpression variable) {
        return new ConstantExpression(variable.getName());
    }

    private static Expression type(VariableExpression variable) {
        Expression type = new ClassExpression(GenericsUtils.nonGeneric(variable.getOriginType()));
        type.setSourcePosition(variable);
        return type;
    }

    private static boolean isAssignment(Statement statement) {
        return statement instanceof ExpressionStatement line
                && line.getExpression() instanceof BinaryExpression expression
                && Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR);
    }
}

package io.stoker.cli.shell;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Makes one session of many sources: at the top level a declaration is an assignment, so that its variable lives on,
 * and imports hold for the sources that follow.
 */
final class TopLevel extends CompilationCustomizer {
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
    public void call(@Nullable SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        ModuleNode module = type.getModule();
        if (!type.equals(module.getClasses().get(0))) {
            return;
        }
        share(module);
        List<Statement> statements = module.getStatementBlock().getStatements();
        statements.replaceAll(TopLevel::assigned);
        endsInAssignment = !statements.isEmpty() && isAssignment(statements.get(statements.size() - 1));
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

    private static Statement assigned(Statement statement) {
        if (statement instanceof ExpressionStatement line
                && line.getExpression() instanceof DeclarationExpression declaration
                && declaration.getAnnotations().isEmpty()
                && !declaration.isMultipleAssignmentDeclaration()) {
            Expression name =
                    new VariableExpression(declaration.getVariableExpression().getName());
            Expression value = declaration.getRightExpression();
            BinaryExpression assignment = new BinaryExpression(
                    name,
                    declaration.getOperation(),
                    value instanceof EmptyExpression ? new ConstantExpression(null) : value);
            name.setSourcePosition(declaration);
            assignment.setSourcePosition(declaration);
            line.setExpression(assignment);
        }
        return statement;
    }

    private static boolean isAssignment(Statement statement) {
        return statement instanceof ExpressionStatement line
                && line.getExpression() instanceof BinaryExpression expression
                && Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR);
    }
}

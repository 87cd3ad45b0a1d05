package io.stoker.task;

import io.stoker.task.ConditionTokens.Kind;
import io.stoker.task.ConditionTokens.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Reads the text form of a {@link Condition}, one method for each rule:
 *
 * <pre>{@code
 * any        = all { ("or" | "||") all }
 * all        = one { ("and" | "&&") one }
 * one        = ("not" | "!") one | "(" any ")" | "has" NAME | NAME [ OPERATOR constant ]
 * constant   = TEXT | "true" | "false" | sum
 * sum        = product { ("+" | "-") product }
 * product    = signed { "*" signed }
 * signed     = "-" signed | power
 * power      = NUMBER [ "**" signed ]
 * }</pre>
 */
final class ConditionParser {
    private final String text;
    private final List<Token> tokens;
    private int position;
    private int depth;

    ConditionParser(String text) {
        this.text = text;
        tokens = ConditionTokens.of(text);
    }

    Condition parse() {
        Condition condition = any();
        if (peek().kind() != Kind.END) {
            throw error(peek(), "expected 'and', 'or' or the end of the condition here");
        }
        return condition;
    }

    private Condition any() {
        Condition condition = all();
        while (accept("or") || accept("||")) {
            condition = join(condition, Condition::or, all());
        }
        return condition;
    }

    private Condition all() {
        Condition condition = one();
        while (accept("and") || accept("&&")) {
            condition = join(condition, Condition::and, one());
        }
        return condition;
    }

    private Condition join(Condition left, BinaryOperator<Condition> how, Condition right) {
        return checked(peek(), () -> how.apply(left, right));
    }

    private Condition one() {
        Token token = next();
        if (token.is("not") || token.is("!")) {
            return deeper(token, () -> one().not());
        }
        if (token.is("(")) {
            Condition inside = deeper(token, this::any);
            expect(")");
            return inside;
        }
        if (token.is("has")) {
            return Condition.property(name(next())).exists();
        }
        String name = name(token);
        Optional<Operator> operator = Operator.of(peek().text()).filter(o -> peek().kind() == Kind.SYMBOL);
        return operator.isPresent()
                ? comparison(name, operator.get())
                : Condition.property(name).is(true);
    }

    private Condition comparison(String name, Operator operator) {
        Token symbol = next();
        Object constant = constant();
        return checked(symbol, () -> Comparison.of(name, operator, constant));
    }

    private Object constant() {
        Token token = peek();
        if (token.is("true") || token.is("false")) {
            return Boolean.valueOf(next().text());
        }
        if (token.kind() == Kind.TEXT) {
            return checked(token, () -> Constants.of(next().text()));
        }
        return sum();
    }

    private BigDecimal sum() {
        BigDecimal sum = product();
        while (peek().is("+") || peek().is("-")) {
            sum = calculate(sum, next().is("+") ? BigDecimal::add : BigDecimal::subtract, product());
        }
        return sum;
    }

    private BigDecimal product() {
        BigDecimal product = signed();
        while (accept("*")) {
            product = calculate(product, BigDecimal::multiply, signed());
        }
        return product;
    }

    private BigDecimal signed() {
        Token token = peek();
        return accept("-") ? deeper(token, this::signed).negate() : power();
    }

    private BigDecimal power() {
        Token token = next();
        if (token.kind() != Kind.NUMBER) {
            throw error(token, "expected a number, text in quotes, true or false here");
        }
        BigDecimal base = checked(token, () -> Constants.bounded(new BigDecimal(token.text())));
        return accept("**") ? calculate(base, Constants::power, deeper(token, this::signed)) : base;
    }

    private BigDecimal calculate(BigDecimal left, BinaryOperator<BigDecimal> how, BigDecimal right) {
        return checked(peek(), () -> Constants.bounded(how.apply(left, right)));
    }

    private String name(Token token) {
        if (token.kind() != Kind.NAME) {
            throw error(token, "expected a property's name here");
        }
        return token.text();
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw error(peek(), "expected " + symbol + " here");
        }
    }

    private boolean accept(String word) {
        boolean there = peek().is(word);
        position += there ? 1 : 0;
        return there;
    }

    private Token peek() {
        return tokens.get(position);
    }

    private Token next() {
        Token token = peek();
        position += token.kind() == Kind.END ? 0 : 1;
        return token;
    }

    private <T> T deeper(Token token, Supplier<T> rule) {
        if (++depth > Condition.MAX_DEPTH) {
            throw error(token, "a condition may be at most " + Condition.MAX_DEPTH + " levels deep");
        }
        T inside = rule.get();
        depth--;
        return inside;
    }

    /** What cannot be made of correct text, as a number of too many digits, is shown where it stands. */
    private <T> T checked(Token token, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (NumberFormatException e) {
            throw error(token, "this number is too large");
        } catch (IllegalArgumentException e) {
            throw error(token, e.getMessage() == null ? "this value is not possible" : e.getMessage());
        }
    }

    private IllegalArgumentException error(Token token, String message) {
        return ConditionTokens.error(text, token.at(), message);
    }
}

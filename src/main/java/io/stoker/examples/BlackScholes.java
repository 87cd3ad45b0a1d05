package io.stoker.examples;

/**
 * The exact prices of vanilla options that can be exercised after one year only, against which simulated ones are
 * checked.
 *
 * @param spot the share's price today
 * @param strike the price at which it may be bought or sold
 * @param rate the interest rate, as 0.05
 * @param volatility of the share in a year, as 0.2
 */
public record BlackScholes(double spot, double strike, double rate, double volatility) {
    private static final double LOG_ROOT_2_PI = Math.log(2 * Math.PI) / 2;

    /** The price of a call. */
    public double call() {
        return spot * normal(d1()) - discountedStrike() * normal(d1() - volatility);
    }

    /** The price of a put. */
    public double put() {
        return call() - spot + discountedStrike();
    }

    private double d1() {
        return (Math.log(spot / strike) + rate) / volatility + volatility / 2;
    }

    private double discountedStrike() {
        return strike * Math.exp(-rate);
    }

    /** The standard normal distribution function, by Marsaglia's series (2004): exact to 15 digits for |x| below 6. */
    static double normal(double x) {
        double sum = x;
        double term = x;
        double before = 0;
        for (int i = 3; sum != before; i += 2) {
            before = sum;
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-0.5 * x * x - LOG_ROOT_2_PI);
    }
}

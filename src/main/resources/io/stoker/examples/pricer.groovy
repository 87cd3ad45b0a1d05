// Prices four options on one share by simulation: puts and calls, on its last price (vanilla) and on its mean (Asian).
//
// S is today's price, K the strike, sigma the volatility, r the interest rate.
// Returned: vanilla put, Asian put, vanilla call, Asian call, and then the standard error of each.
@groovy.transform.CompileStatic
static double[] price(double S, double K, double sigma, double r, int days, int paths, long seed) {
    def random = new SplittableRandom(seed)
    double dt = 1.0d / days
    double drift = (r - 0.5d * sigma * sigma) * dt
    double spread = sigma * Math.sqrt(dt)
    double[] sums = new double[4]
    double[] squares = new double[4]
    double[] payoff = new double[4]
    for (int path = 0; path < paths; path++) {
        double price = S
        double total = 0.0d
        for (int day = 0; day < days; day++) {
            price *= Math.exp(drift + spread * random.nextGaussian())
            total += price
        }
        double mean = total / days
        payoff[0] = Math.max(K - price, 0.0d)
        payoff[1] = Math.max(K - mean, 0.0d)
        payoff[2] = Math.max(price - K, 0.0d)
        payoff[3] = Math.max(mean - K, 0.0d)
        for (int i = 0; i < 4; i++) {
            sums[i] += payoff[i]
            squares[i] += payoff[i] * payoff[i]
        }
    }
    double discount = Math.exp(-r)
    double[] result = new double[8]
    for (int i = 0; i < 4; i++) {
        double mean = sums[i] / paths
        result[i] = discount * mean
        result[i + 4] = discount * Math.sqrt((squares[i] / paths - mean * mean) / paths)
    }
    return result
}

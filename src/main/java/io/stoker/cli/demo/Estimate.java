package io.stoker.cli.demo;

import java.io.Serializable;

/**
 * A simulated price.
 *
 * @param price the mean over all paths
 * @param error its standard error
 */
record Estimate(double price, double error) implements Serializable {
    /** How many standard errors lie between this and the exact price. */
    double deviation(double exact) {
        return (price - exact) / error;
    }
}

package io.stoker.examples;

import java.io.Serializable;

/**
 * The part of the complex plane around the Mandelbrot set, in pixels.
 *
 * @param width of the picture, in pixels
 * @param limit how many steps are made before a point counts as one of the set
 */
record MandelbrotPlane(int width, int limit) implements Serializable {
    private static final double LEFT = -2.2;
    private static final double WIDTH = 3;
    private static final int ASPECT_WIDTH = 6;
    private static final int ASPECT_HEIGHT = 5;
    /** So far away, a point never comes back. */
    private static final double FAR = 4;

    int height() {
        return width * ASPECT_HEIGHT / ASPECT_WIDTH;
    }

    /** The colours of a row of pixels: red, green and blue in a number. */
    int[] row(int y) {
        int[] colours = new int[width];
        double step = WIDTH / width;
        for (int x = 0; x < width; x++) {
            colours[x] = colour(steps(LEFT + x * step, (y - height() / 2) * step));
        }
        return colours;
    }

    /** How many steps a point makes until it is far away; {@link #limit} if it stays. */
    private int steps(double x, double y) {
        double re = 0;
        double im = 0;
        int steps = 0;
        while (steps < limit && re * re + im * im < FAR) {
            double next = re * re - im * im + x;
            im = 2 * re * im + y;
            re = next;
            steps++;
        }
        return steps;
    }

    /** Black for the set, and around it from yellow by red to dark blue. */
    private int colour(int steps) {
        if (steps == limit) {
            return 0;
        }
        double near = Math.log1p(steps) / Math.log1p(limit);
        return part(3 * near) << 16 | part(3 * near - 1) << 8 | part(Math.abs(1 - 3 * near) / 2 + 0.2 * (1 - near));
    }

    private static int part(double brightness) {
        return (int) (255 * Math.max(0, Math.min(1, brightness)));
    }
}

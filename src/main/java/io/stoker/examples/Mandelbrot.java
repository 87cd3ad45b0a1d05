package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A picture of the Mandelbrot set. To learn: its rows are computed by the engines, and those in the middle take a
 * hundred times longer than those at the edges. Nobody has to divide them fairly: an engine that is done sooner gets
 * more of them. Arguments and results are the program's own: a record goes along, and arrays come back.
 */
public final class Mandelbrot extends Example {
    private final Supplier<Integer> width = number("--width", 1_200, 12, 20_000, "How many pixels wide the picture is");
    private final Supplier<Integer> limit =
            number("--limit", 2_000, 10, 1_000_000, "After how many steps a point counts as one of the set");
    private final Supplier<Path> file = file("--file", "mandelbrot.png", "Where the picture goes");

    Mandelbrot() {
        super("Draws the Mandelbrot set, row by row, into a PNG file.");
    }

    public static void main(String[] args) throws IOException {
        new Mandelbrot().start(args);
    }

    @Override
    public void run(Stoker stoker) throws IOException {
        TaskClient tc = stoker.taskClient();
        MandelbrotPlane plane = new MandelbrotPlane(width.get(), limit.get());
        List<Integer> rows = IntStream.range(0, plane.height()).boxed().toList();

        Timed<List<int[]>> parallel = Timed.warm(() -> tc.map(plane::row, rows));
        Timed<List<int[]>> serial = Timed.of(() -> rows.stream().map(plane::row).toList());

        draw(plane, parallel.value());
        say(
                "%d x %d pixels are in %s",
                plane.width(), plane.height(), file.get().toAbsolutePath());
        check(equal(parallel.value(), serial.value()), "the engines draw what this JVM does");
        say("%s", new SpeedUp(serial.time(), parallel.time(), stoker.engines().size()));
    }

    private void draw(MandelbrotPlane plane, List<int[]> rows) throws IOException {
        BufferedImage image = new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < plane.height(); y++) {
            image.setRGB(0, y, plane.width(), 1, rows.get(y), 0, plane.width());
        }
        try (OutputStream out = Files.newOutputStream(file.get())) {
            check(ImageIO.write(image, "png", out), "Java can write PNG files");
        }
    }

    private static boolean equal(List<int[]> rows, List<int[]> others) {
        return rows.size() == others.size()
                && IntStream.range(0, rows.size()).allMatch(i -> Arrays.equals(rows.get(i), others.get(i)));
    }
}

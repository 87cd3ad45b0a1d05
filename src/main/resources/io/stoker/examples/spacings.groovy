// The distances between neighbouring eigenvalues of a random symmetric n x n matrix of the Gaussian orthogonal ensemble:
// those in the middle, where eigenvalues lie equally dense. Eigenvalues by Jacobi's method: rotations of two axes each,
// until nothing is left beside the diagonal.
@groovy.transform.CompileStatic
static double[] spacings(long seed, int n) {
    def random = new SplittableRandom(seed)
    double[][] a = new double[n][n]
    for (int i = 0; i < n; i++) {
        a[i][i] = Math.sqrt(2.0d) * random.nextGaussian()
        for (int j = 0; j < i; j++) {
            a[i][j] = a[j][i] = random.nextGaussian()
        }
    }
    double left = Double.MAX_VALUE
    while (left > 1e-12d) { // which each round from here on would square
        left = 0.0d
        for (int p = 0; p < n; p++) {
            for (int q = p + 1; q < n; q++) {
                double apq = a[p][q]
                left += apq * apq
                if (apq == 0.0d) continue
                double theta = (a[q][q] - a[p][p]) / (2.0d * apq)
                double t = (theta < 0 ? -1.0d : 1.0d) / (Math.abs(theta) + Math.sqrt(theta * theta + 1.0d))
                double c = 1.0d / Math.sqrt(t * t + 1.0d)
                double s = t * c
                double app = a[p][p], aqq = a[q][q]
                for (int k = 0; k < n; k++) {
                    double akp = a[k][p], akq = a[k][q]
                    a[k][p] = a[p][k] = c * akp - s * akq
                    a[k][q] = a[q][k] = s * akp + c * akq
                }
                a[p][p] = app - t * apq
                a[q][q] = aqq + t * apq
                a[p][q] = a[q][p] = 0.0d
            }
        }
    }
    double[] eigenvalues = new double[n]
    for (int i = 0; i < n; i++) {
        eigenvalues[i] = a[i][i]
    }
    Arrays.sort(eigenvalues)
    double[] spacings = new double[n.intdiv(4)]
    int from = (n - spacings.length).intdiv(2)
    for (int i = 0; i < spacings.length; i++) {
        spacings[i] = eigenvalues[from + i] - eigenvalues[from + i - 1]
    }
    return spacings
}

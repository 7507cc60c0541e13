package com.estflux.privacy.consent.policy;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line: a longest common subsequence, what is left over is removed or added. */
final class Difference {

    private Difference() {}

    /** A line of the difference: {@code =} in both, {@code -} in the first only, {@code +} in the second only. */
    public record Line(String sign, String text) {}

    static List<Line> between(String before, String after) {
        List<String> from = before.lines().toList();
        List<String> to = after.lines().toList();
        int[][] common = new int[from.size() + 1][to.size() + 1];
        for (int i = from.size() - 1; i >= 0; i--) {
            for (int j = to.size() - 1; j >= 0; j--) {
                common[i][j] = from.get(i).equals(to.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < from.size() || j < to.size()) {
            if (i < from.size() && j < to.size() && from.get(i).equals(to.get(j))) {
                lines.add(new Line("=", from.get(i++)));
                j++;
            } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line("-", from.get(i++)));
            } else {
                lines.add(new Line("+", to.get(j++)));
            }
        }
        return lines;
    }
}

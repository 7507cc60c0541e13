package com.estflux.privacy.consent.policy;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line: a longest common subsequence, what is left over is removed or added. */
final class Difference {

    /** 4 MB of them. */
    private static final long MOST_CELLS = 1_000_000;

    private Difference() {}

    /** A line of the difference: {@code =} in both, {@code -} in the first only, {@code +} in the second only. */
    public record Line(String sign, String text) {}

    /**
     * The difference. Memory is bounded: what lies between a common beginning and end is compared line by line as far as the
     * table for it stays within its bound; beyond that it is shown as one block removed and one added.
     */
    static List<Line> between(String before, String after) {
        List<String> from = before.lines().toList();
        List<String> to = after.lines().toList();
        int start = 0;
        while (start < Math.min(from.size(), to.size()) && from.get(start).equals(to.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(from.size(), to.size()) - start
                && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
            end++;
        }
        List<Line> lines = new ArrayList<>();
        from.subList(0, start).forEach(text -> lines.add(new Line("=", text)));
        middle(lines, from.subList(start, from.size() - end), to.subList(start, to.size() - end));
        from.subList(from.size() - end, from.size()).forEach(text -> lines.add(new Line("=", text)));
        return lines;
    }

    private static void middle(List<Line> lines, List<String> from, List<String> to) {
        if ((long) (from.size() + 1) * (to.size() + 1) > MOST_CELLS) {
            from.forEach(text -> lines.add(new Line("-", text)));
            to.forEach(text -> lines.add(new Line("+", text)));
            return;
        }
        int[][] common = common(from, to);
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
    }

    private static int[][] common(List<String> from, List<String> to) {
        int[][] common = new int[from.size() + 1][to.size() + 1];
        for (int i = from.size() - 1; i >= 0; i--) {
            for (int j = to.size() - 1; j >= 0; j--) {
                common[i][j] = from.get(i).equals(to.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}

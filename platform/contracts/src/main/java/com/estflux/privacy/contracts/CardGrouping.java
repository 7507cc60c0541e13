package com.estflux.privacy.contracts;

/**
 * How digits are grouped, told from their last group to their first. Dates, addresses and versions have dots, slashes
 * and underscores too; groups as on a card they do not have.
 */
final class CardGrouping {

    private static final int GROUP = 4;
    private static final int HALF = 8;
    private static final int MIDDLE = 6;

    private boolean anySeparator = true;
    private boolean fours = true;
    private int groups;
    private int last;
    private int second;
    private int digitsBefore;

    /** A separator stands before as many digits as there are up to here. */
    void separate(char separator, int digits) {
        anySeparator &= Digits.isSpaceOrDash(separator);
        close(digits - digitsBefore);
        digitsBefore = digits;
    }

    private void close(int length) {
        groups++;
        if (groups == 1) {
            last = length;
            fours = length <= GROUP;
        } else {
            second = groups == 2 ? length : second;
            fours &= length == GROUP;
        }
    }

    /** Whether it may be a card's number if its first group ends it: all of its digits are as many as this. */
    boolean isCards(int digits) {
        if (anySeparator) {
            return true;
        }
        int first = digits - digitsBefore;
        boolean inFours = fours && first == GROUP;
        boolean inHalves = groups == 1 && last == HALF && first == HALF;
        boolean inThree = groups == 2 && second == MIDDLE && first == GROUP && (last == GROUP || last == GROUP + 1);
        return inFours || inHalves || inThree;
    }
}

package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Mention;
import java.util.List;

/**
 * Loops around an expression.
 *
 * @param list from the outermost to the innermost
 * @param env inside of all of them
 */
record Loops(List<Loop> list, Env env) {
    /** Whether columns that lead through the same array are computed for the same element. */
    enum Sharing {
        SHARED,
        /** Each column goes through its arrays by itself, except where the place of the result is inside them. */
        SEPARATE
    }

    /**
     * One loop.
     *
     * @param mention of a column that leads through the array
     * @param step of its path that is the loop
     * @param env around the loop
     * @param array the name of the array
     */
    record Loop(Mention mention, int step, Env env, String array) {
        String variable() {
            return env.variable();
        }
    }

    Loops {
        list = List.copyOf(list);
    }

    /** The same with the first loops only. */
    Loops first(int count) {
        return count == list.size()
                ? this
                : new Loops(list.subList(0, count), list.get(count).env());
    }

    List<String> arrays() {
        return list.stream().map(Loop::array).toList();
    }
}

package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Mention;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an expression sees: the first LETs of its SELECT, and the elements it is computed for.
 *
 * @param lets how many of the LETs
 * @param bound what an element is called, by the name of its array
 * @param own the same for single mentions of a column, which share no element with others
 * @param depth of the loops around
 */
record Env(Core core, int lets, Map<String, String> bound, Map<Mention, Map<String, String>> own, int depth) {
    Env {
        bound = Map.copyOf(bound);
        own = Map.copyOf(own);
    }

    static Env of(Core core, int lets) {
        return new Env(core, lets, Map.of(), Map.of(), 0);
    }

    Env withLets(int count) {
        return new Env(core, count, bound, own, depth);
    }

    Optional<String> element(Mention mention, String array) {
        String of = own.getOrDefault(mention, Map.of()).get(array);
        return Optional.ofNullable(of == null ? bound.get(array) : of);
    }

    /** What the element of one more loop is called. */
    String variable() {
        return "\"e:" + (depth + 1) + "\"";
    }

    Env bind(String array, String element) {
        Map<String, String> more = new HashMap<>(bound);
        more.put(array, element);
        return new Env(core, lets, more, own, depth + 1);
    }

    Env bindOwn(Mention mention, String array, String element) {
        Map<Mention, Map<String, String>> more = new HashMap<>(own);
        Map<String, String> mine = new HashMap<>(own.getOrDefault(mention, Map.of()));
        mine.put(array, element);
        more.put(mention, mine);
        return new Env(core, lets, bound, more, depth + 1);
    }

    Env without(Set<String> arrays) {
        Map<String, String> fewer = new HashMap<>(bound);
        fewer.keySet().removeAll(new HashSet<>(arrays));
        return new Env(core, lets, fewer, own, depth);
    }
}

package io.millrace.cli.demo;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.live.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of the orders. */
final class Summary {
    private static final String RAW = "lake.demo.orders_raw";
    private static final String REJECTS = "lake.demo.orders_raw__rejects";
    private static final String ORDERS = "lake.demo.orders";
    private static final int LINE = 100;

    private final Questions questions;
    private final long written;

    Summary(Questions questions, long written) {
        this.questions = requireNonNull(questions, "questions is null");
        this.written = written;
    }

    List<String> lines() {
        long ingested = questions.number("SELECT count(*) FROM " + RAW);
        long rejected = questions.number("SELECT count(*) FROM " + REJECTS);
        List<Leaf> leaves = Leaf.of(questions.columns("SELECT * FROM " + RAW + " LIMIT 0"));
        List<Leaf> siblings =
                leaves.stream().filter(leaf -> leaf.isSibling(leaves)).toList();
        List<String> lines = new ArrayList<>(List.of("", "What came of it"));
        lines.add(line("written", written, "orders, to Kafka"));
        lines.add(line("ingested", ingested, "rows in " + RAW));
        lines.add(line("rejected", rejected, "kept in " + REJECTS + reasons()));
        lines.add(line("discovered", leaves.size(), "columns:"));
        lines.addAll(wrapped(leaves));
        lines.add(line(
                "conflicts",
                siblings.size(),
                siblings.isEmpty() ? "" : "for values that did not fit: " + names(siblings)));
        lines.add(line("delivered", questions.number("SELECT count(*) FROM " + ORDERS), "rows in " + ORDERS));
        lines.add("");
        lines.add(verdict(ingested, rejected));
        return lines;
    }

    private String verdict(long ingested, long rejected) {
        long different = questions.number("SELECT count(DISTINCT orderid) FROM " + RAW);
        String counts = Quantities.count(different + rejected) + " of " + Quantities.count(written);
        return different == ingested && ingested + rejected == written
                ? "  Every order is there exactly once: " + counts + "."
                : "  " + counts + " orders are there; the jobs were stopped before they had read the rest.";
    }

    private static String line(String what, long count, String where) {
        return String.format(Locale.ROOT, "  %-10s  %,9d  %s", what, count, where)
                .stripTrailing();
    }

    private static String names(List<Leaf> leaves) {
        return leaves.stream().map(Leaf::path).collect(Collectors.joining(", "));
    }

    private static List<String> wrapped(List<Leaf> leaves) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Leaf leaf : leaves) {
            if (line.length() + leaf.path().length() > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? " ".repeat(25) : " ").append(leaf.path());
        }
        lines.add(line.toString());
        return lines;
    }

    private String reasons() {
        List<List<String>> rows = questions.rows(
                "SELECT code, count(*), min(reason) FROM " + REJECTS + " GROUP BY code ORDER BY 2 DESC LIMIT 3");
        return rows.stream()
                .map(row -> row.get(0) + ", such as: " + row.get(2))
                .collect(Collectors.joining("; ", rows.isEmpty() ? "" : ": ", ""));
    }
}

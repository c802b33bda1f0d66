package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.source.Position;
import io.millrace.spi.source.SplitRange;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DoneFilesTest {
    @Property
    void saysOfEveryNameWhatItSaidBefore(
            @ForAll("names") Set<String> done, @ForAll("names") Set<String> more, @ForAll("names") Set<String> asked) {
        Position position = advance(Position.START, done);
        Position once = new DoneFiles(position).toPosition();
        Position twice = new DoneFiles(advance(once, more)).toPosition();

        DoneFiles first = new DoneFiles(once);
        DoneFiles second = new DoneFiles(twice);

        assertThat(once.offsets().size()).isLessThanOrEqualTo(done.size());
        assertThat(new DoneFiles(once).toPosition()).isEqualTo(once);
        for (String name : asked) {
            assertThat(first.contains(name)).as(name).isEqualTo(done.contains(name));
            assertThat(second.contains(name)).as(name).isEqualTo(done.contains(name) || more.contains(name));
        }
        assertThat(done).allMatch(first::contains).allMatch(second::contains);
        assertThat(more).allMatch(second::contains);
    }

    @Provide
    Arbitrary<Set<String>> names() {
        Arbitrary<String> numbers = Arbitraries.integers().between(0, 30).map(number -> "part-" + number + ".json");
        Arbitrary<String> padded =
                Arbitraries.integers().between(0, 200).map(number -> String.format("2026/01/a_%03d.gz", number));
        Arbitrary<String> runs =
                Arbitraries.integers().between(0, 6).map(number -> "part-{" + number + ".." + (number + 3) + "}.json");
        Arbitrary<String> others =
                Arbitraries.of("x", "1", "12", "1/2/3", "a{1..3}", "{", "part-.json", "9".repeat(30));
        return Arbitraries.oneOf(numbers, padded, runs, others).set().ofMaxSize(120);
    }

    private static Position advance(Position position, Set<String> names) {
        List<SplitRange> ranges =
                names.stream().map(name -> SplitRange.of(name, 0, 1, 0)).toList();
        return position.advance(ranges);
    }
}

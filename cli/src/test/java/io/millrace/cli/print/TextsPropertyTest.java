package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TextsPropertyTest {
    @Property
    void cutsToTheLimit(@ForAll String text, @ForAll @IntRange(min = 1, max = 40) int limit) {
        String cut = Texts.cut(text, limit);

        assertThat(Texts.width(cut)).isLessThanOrEqualTo(limit);
        assertThat(cut.equals(text)).isEqualTo(Texts.width(text) <= limit);
    }

    @Property
    void leavesNothingForTheTerminalToObey(@ForAll String text) {
        assertThat(Texts.visible(text).chars()).noneMatch(Character::isISOControl);
    }
}

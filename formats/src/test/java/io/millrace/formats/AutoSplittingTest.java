package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Pieces;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A file whose type is found out is cut if each piece tells the same type. */
class AutoSplittingTest {
    private static final Pieces AUTO = new Pieces(new AutoFormat(), Options.NONE, DecodeSettings.DEFAULT);

    @Test
    void jsonIsCut() {
        assertThat(cuts("{\"a\":1,\"b\":\"x\"}\n".repeat(30))).isGreaterThan(20);
    }

    @Test
    void othersAreReadWhole() {
        assertThat(cuts("a,b\n" + "1,2\n".repeat(30))).isZero();
        assertThat(cuts("<r>" + "<x>1</x>\n".repeat(30) + "</r>")).isZero();
        assertThat(cuts("nothing that is known\n".repeat(30))).isZero();
        assertThat(cuts("")).isZero();
    }

    private static int cuts(String text) {
        return AUTO.requireSame(text.getBytes(StandardCharsets.UTF_8), new SplittableRandom(1));
    }
}

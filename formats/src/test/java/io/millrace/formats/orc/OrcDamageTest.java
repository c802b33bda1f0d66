package io.millrace.formats.orc;

import static io.millrace.formats.orc.OrcFiles.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Bytes;
import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that are cut, damaged, or written to take more than they have. */
@Timeout(240)
class OrcDamageTest {
    private static Decoding decode(byte[] file) {
        return decode(file, DecodeSettings.DEFAULT);
    }

    private static Decoding decode(byte[] file, DecodeSettings settings) {
        return new Decoding(new OrcFormat().open(Options.NONE, settings))
                .payload(file)
                .take();
    }

    private static void assertReject(byte[] file, String reason) {
        Decoding decoding = decode(file);
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.SOURCE_FORMAT);
        assertThat(decoding.rejects.get(0).reason())
                .startsWith("Cannot read file: ")
                .contains(reason);
    }

    /** A plain file with another postscript, footer or stripe footer. */
    private static byte[] plain(
            byte[] file,
            UnaryOperator<OrcProto.PostScript.Builder> script,
            UnaryOperator<OrcProto.Footer.Builder> footer,
            UnaryOperator<OrcProto.StripeFooter.Builder> stripe) {
        try {
            int scriptBytes = file[file.length - 1] & 0xFF;
            int scriptAt = file.length - 1 - scriptBytes;
            OrcProto.PostScript oldScript =
                    OrcProto.PostScript.parseFrom(Arrays.copyOfRange(file, scriptAt, file.length - 1));
            int footerAt = scriptAt - (int) oldScript.getFooterLength();
            OrcProto.Footer oldFooter = OrcProto.Footer.parseFrom(Arrays.copyOfRange(file, footerAt, scriptAt));
            OrcProto.StripeInformation at = oldFooter.getStripes(0);
            int stripeFooterAt = (int) (at.getOffset() + at.getIndexLength() + at.getDataLength());
            byte[] newStripe = stripe.apply(OrcProto.StripeFooter.parseFrom(
                            Arrays.copyOfRange(file, stripeFooterAt, stripeFooterAt + (int) at.getFooterLength()))
                            .toBuilder())
                    .build()
                    .toByteArray();
            OrcProto.Footer.Builder newFooter = oldFooter.toBuilder();
            newFooter.getStripesBuilder(0).setFooterLength(newStripe.length);
            byte[] footerMessage = footer.apply(newFooter).build().toByteArray();
            byte[] scriptMessage = script.apply(oldScript.toBuilder()
                            .setFooterLength(footerMessage.length)
                            .setMetadataLength(0))
                    .build()
                    .toByteArray();
            return join(Arrays.copyOf(file, stripeFooterAt), newStripe, footerMessage, scriptMessage, new byte[] {
                (byte) scriptMessage.length
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] numbers() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(List.of(i, "text " + i, List.of(i)));
        }
        return OrcFiles.write(
                "struct<n:int,t:string,l:array<int>>", options -> options.compress(CompressionKind.NONE), rows);
    }

    @Test
    void whatIsNoOrcFileIsAReject() {
        assertReject("ORC".getBytes(StandardCharsets.US_ASCII), "fewer than any ORC file");
        assertReject("ORC and then something else".getBytes(StandardCharsets.US_ASCII), "");
        byte[] file = column("int", 1, 2, 3);
        byte[] reject = Arrays.copyOf(file, file.length - 10);
        assertReject(reject, "");
        assertThat(decode(reject).rejects.get(0).text()).startsWith("ORC");
        byte[] otherMagic = plain(numbers(), script -> script.setMagic("XRC"), footer -> footer, stripe -> stripe);
        otherMagic[0] = 'X';
        assertReject(otherMagic, "does not end as an ORC file does");
    }

    @Test
    void everyCutIsOneReject() {
        byte[] file = numbers();
        for (int length = 1; length < file.length; length += 7) {
            Decoding decoding = decode(Arrays.copyOf(file, length));
            assertThat(decoding.rows).isEmpty();
            assertThat(decoding.rejects).as("length %d", length).hasSize(1);
        }
    }

    @Test
    void tailThatSaysWhatCannotBeIsAReject() {
        assertReject(script(script -> script.setFooterLength(1L << 40)), "its footer has");
        assertReject(script(script -> script.setFooterLength(-1)), "its footer has 18446744073709551615");
        assertReject(script(script -> script.setCompressionBlockSize(1L << 40)), "its blocks have");
        assertReject(script(script -> script.clearVersion().addVersion(9).addVersion(9)), "its version is none");
        assertReject(script(script -> script.setCompression(OrcProto.CompressionKind.ZLIB)), "");
        assertReject(footer(OrcProto.Footer.Builder::clearTypes), "0 columns");
        assertReject(
                footer(footer ->
                        footer.setTypes(1, footer.getTypes(1).toBuilder().addSubtypes(0))),
                "its schema is damaged");
        assertReject(
                footer(footer ->
                        footer.setTypes(0, footer.getTypes(0).toBuilder().setSubtypes(1, 1))),
                "its schema is damaged");
    }

    private static byte[] script(UnaryOperator<OrcProto.PostScript.Builder> change) {
        return plain(numbers(), change, footer -> footer, stripe -> stripe);
    }

    private static byte[] footer(UnaryOperator<OrcProto.Footer.Builder> change) {
        return plain(numbers(), script -> script, change, stripe -> stripe);
    }

    private static byte[] stripe(UnaryOperator<OrcProto.StripeFooter.Builder> change) {
        return plain(numbers(), script -> script, footer -> footer, change);
    }

    @Test
    void stripeThatSaysWhatCannotBeIsAReject() {
        assertReject(
                footer(footer -> {
                    footer.getStripesBuilder(0).setDataLength(1L << 50);
                    return footer;
                }),
                "a stripe is not within the file");
        assertReject(
                footer(footer -> {
                    footer.getStripesBuilder(0).setOffset(-5);
                    return footer;
                }),
                "a stripe is not within the file");
        assertReject(
                stripe(stripe -> {
                    stripe.getStreamsBuilder(stripe.getStreamsCount() - 1).setLength(1L << 60);
                    return stripe;
                }),
                "is not within its stripe");
        assertReject(stripe(OrcProto.StripeFooter.Builder::clearColumns), "a stripe has 0 columns");
        assertReject(
                stripe(stripe -> {
                    stripe.getColumnsBuilder(2)
                            .setKind(OrcProto.ColumnEncoding.Kind.DICTIONARY_V2)
                            .setDictionarySize(-1);
                    return stripe;
                }),
                "says it has 4294967295 texts");
    }

    @Test
    void unknownTimeZoneOfAWriterIsAReject() {
        byte[] file = OrcFiles.write(
                "struct<f:timestamp>", options -> options.compress(CompressionKind.NONE), OrcFiles.rows(Instant.EPOCH));
        assertReject(
                plain(file, script -> script, footer -> footer, stripe -> stripe.setWriterTimezone("Nowhere/Land")),
                "time zone is not known: Nowhere/Land");
    }

    @Test
    void rowsThatAreNotThereAreAReject() {
        assertReject(rows(101), "has fewer values than it should");
        assertReject(rows(-1), "says it has 18446744073709551615 rows");
        assertReject(rows(1L << 40), "more than 1000000000 rows (see MAX_FILE_ROWS)");
    }

    private static byte[] rows(long count) {
        return footer(footer -> {
            footer.getStripesBuilder(0).setNumberOfRows(count);
            return footer;
        });
    }

    @Test
    void rowsOfNothingAreBoundedByAnOption() {
        byte[] file = OrcFiles.write(
                "struct<f:int>", options -> options.compress(CompressionKind.ZLIB), OrcFiles.rows(new Object[200_000]));
        assertThat(file.length).isLessThan(2000);
        Options few = new Options(Map.of("MAX_FILE_ROWS", new OptionValue.Numeral("199999")));
        Decoding decoding = new Decoding(new OrcFormat().open(few, DecodeSettings.DEFAULT))
                .payload(file)
                .take();
        assertThat(decoding.rows).isEmpty();
        assertThat(decoding.rejects.get(0).reason()).contains("more than 199999 rows (see MAX_FILE_ROWS)");
        assertThat(decode(file, Settings.batchRows(5000)).batches)
                .allMatch(rows -> rows <= 5000)
                .hasSizeGreaterThanOrEqualTo(40);
    }

    /** Each text of 100 kB is a number that points to a dictionary: few bytes, but much memory. */
    @Test
    void batchIsBoundedByTheBytesThatComeOut() {
        List<List<Object>> rows = Collections.nCopies(5000, List.of("x".repeat(100_000)));
        byte[] file = OrcFiles.write("struct<f:string>", options -> options.compress(CompressionKind.ZLIB), rows);
        assertThat(file.length).isLessThan(100_000);
        var decoder = new OrcFormat().open(Options.NONE, Settings.batchBytes(1_000_000));
        int count = 0;
        for (int at = 0; at < file.length; ) {
            at += decoder.decode(file, at, file.length, true, (code, reason, bytes, from, to) -> {
                throw new AssertionError(reason);
            });
            assertThat(decoder.rows()).isLessThanOrEqualTo(11);
            count += decoder.rows();
            decoder.reset();
        }
        assertThat(count).isEqualTo(5000);
    }

    @Test
    void rowThatIsTooLargeIsAReject() {
        byte[] texts = column("array<string>", Collections.nCopies(1000, "x".repeat(1000)));
        byte[] nulls = column("array<int>", Collections.nCopies(2_000_000, null));
        for (byte[] file : List.of(texts, nulls)) {
            Decoding decoding = decode(file, Settings.recordBytes(500_000));
            assertThat(decoding.rows).isEmpty();
            assertThat(decoding.rejects)
                    .extracting(Decoding.Reject::reason)
                    .containsExactly("Cannot read row 1: it has more than 500000 bytes");
        }
    }

    @Test
    void rowThatIsTooLargeCostsItselfOnly() {
        String schema = "struct<n:int,t:string,l:array<struct<a:string,d:decimal(20,2)>>,m:map<string,array<bigint>>,"
                + "u:uniontype<int,string>,at:timestamp,day:date,f:double,ok:boolean,b:tinyint,end:int>";
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int size = i % 3 == 1 ? 500 : 1;
            rows.add(Arrays.asList(
                    i,
                    "t".repeat(i % 6 == 1 ? 6000 : i % 5),
                    Collections.nCopies(size, Arrays.asList("a" + i, i % 4 == 0 ? null : new BigDecimal(i))),
                    Map.of("k" + i, Collections.nCopies(size, (long) i)),
                    new OrcFiles.Tagged(i % 2, i % 2 == 0 ? i : "u" + i),
                    i % 7 == 0 ? null : LocalDateTime.of(2020, 1, 1, 0, 0).plusSeconds(i),
                    LocalDate.ofEpochDay(i),
                    i / 2.0,
                    i % 2 == 0,
                    i % 100,
                    i));
        }
        for (boolean dictionary : List.of(true, false)) {
            byte[] file = OrcFiles.write(
                    schema, options -> dictionary ? options : options.directEncodingColumns("t,l.a"), rows);
            Decoding all = decode(file);
            Decoding decoding = decode(file, Settings.recordBytes(4000));
            assertThat(all.rows).hasSize(3000);
            assertThat(decoding.rows)
                    .containsExactlyElementsOf(IntStream.range(0, 3000)
                            .filter(i -> i % 3 != 1)
                            .mapToObj(all.rows::get)
                            .toList());
            assertThat(decoding.rejects).hasSize(1000).allMatch(reject -> reject.code() == ErrorCode.RECORD_TOO_LARGE);
            assertThat(decoding.rejects.get(1).reason()).isEqualTo("Cannot read row 5: it has more than 4000 bytes");
        }
    }

    @Test
    void entryWithoutAKeyIsAReject() {
        assertReject(column("map<string,int>", Collections.singletonMap(null, 1)), "has an entry without a key");
    }

    @Test
    void lengthsThatCannotBeAreAReject() {
        byte[] file = OrcFiles.write(
                "struct<n:int,t:array<string>>",
                options -> options.compress(CompressionKind.NONE),
                List.of(List.of(1, List.of("a", "b"))));
        for (int seed = 0; seed < 256; seed++) {
            for (int at = 3; at < file.length - 100; at += 3) {
                byte[] changed = file.clone();
                changed[at] = (byte) seed;
                assertThat(decode(changed).rejects).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void damageIsAtMostOneReject() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(Arrays.asList(
                    (long) i,
                    "text " + i,
                    Collections.nCopies(i % 4, i),
                    Arrays.asList(i, LocalDate.of(2020, 1, 1)),
                    Map.of("k", i),
                    new BigDecimal("1.5"),
                    LocalDateTime.of(2020, 1, 1, 0, 0),
                    "p" + i % 3));
        }
        for (CompressionKind codec : List.of(CompressionKind.NONE, CompressionKind.ZLIB, CompressionKind.LZ4)) {
            byte[] good = OrcFiles.write(
                    "struct<i:bigint,t:string,l:array<int>,o:struct<a:int,b:date>,m:map<string,int>,d:decimal(30,2),"
                            + "at:timestamp,p:string>",
                    options -> options.compress(codec),
                    rows);
            for (int seed = 0; seed < 1000; seed++) {
                byte[] bad = Bytes.damage(good, new SplittableRandom(seed));
                assertThat(decode(bad).rejects.size()).as("%s %d", codec, seed).isLessThanOrEqualTo(1);
            }
        }
    }
}

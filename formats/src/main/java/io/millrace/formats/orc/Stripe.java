package io.millrace.formats.orc;

import io.millrace.formats.spool.SpoolFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.orc.OrcProto;
import org.apache.orc.OrcProto.ColumnEncoding;
import org.apache.orc.OrcProto.Stream.Kind;
import org.apache.orc.OrcProto.StripeInformation;
import org.apache.orc.impl.IntegerReader;
import org.apache.orc.impl.RunLengthIntegerReader;
import org.apache.orc.impl.RunLengthIntegerReaderV2;
import org.apache.orc.impl.StreamName;

/** Where the streams of a stripe's columns are, and how they are encoded. */
final class Stripe {
    private record Key(int column, Kind kind) {}

    private record Range(long from, long length) {}

    private final Blocks blocks;
    private final OrcProto.StripeFooter footer;
    private final Map<Key, Range> streams = new HashMap<>();

    private Stripe(Blocks blocks, OrcProto.StripeFooter footer) {
        this.blocks = blocks;
        this.footer = footer;
    }

    /** @throws IOException when it is damaged, or not within the file */
    static Stripe read(SpoolFile file, Blocks blocks, Tail tail, StripeInformation stripe) throws IOException {
        long left = file.length();
        for (long part : new long[] {
            stripe.getOffset(), stripe.getIndexLength(), stripe.getDataLength(), stripe.getFooterLength()
        }) {
            if (part < 0 || part > left) {
                throw new IOException("a stripe is not within the file");
            }
            left -= part;
        }
        blocks.release();
        long dataEnd = stripe.getOffset() + stripe.getIndexLength() + stripe.getDataLength();
        OrcProto.StripeFooter footer = footer(blocks, dataEnd, stripe.getFooterLength());
        if (footer.getColumnsCount() < tail.footer().getTypesCount()) {
            throw new IOException("a stripe has " + footer.getColumnsCount() + " columns where the file has "
                    + tail.footer().getTypesCount());
        }
        Stripe read = new Stripe(blocks, footer);
        long indexEnd = read.find(StreamName.Area.INDEX, stripe.getOffset(), dataEnd);
        read.find(StreamName.Area.DATA, indexEnd, dataEnd);
        return read;
    }

    private static OrcProto.StripeFooter footer(Blocks blocks, long at, long length) throws IOException {
        byte[] message = Tail.plain(new OrcStream(blocks, "the footer of a stripe", at, length));
        try {
            return OrcProto.StripeFooter.parseFrom(message);
        } catch (IOException e) {
            throw new IOException("the footer of a stripe is damaged: " + e.getMessage(), e);
        }
    }

    private long find(StreamName.Area area, long from, long dataEnd) throws IOException {
        long at = from;
        for (OrcProto.Stream stream : footer.getStreamsList()) {
            if (!stream.hasKind() || StreamName.getArea(stream.getKind()) != area) {
                continue;
            }
            if (stream.getLength() < 0 || stream.getLength() > dataEnd - at) {
                throw new IOException("stream " + stream.getKind() + " of column " + stream.getColumn()
                        + " is not within its stripe");
            }
            streams.put(new Key(stream.getColumn(), stream.getKind()), new Range(at, stream.getLength()));
            at += stream.getLength();
        }
        return at;
    }

    Optional<OrcStream> find(int column, Kind kind) {
        Range range = streams.get(new Key(column, kind));
        return range == null ? Optional.empty() : Optional.of(open(column, kind, range));
    }

    /** The stream, which has no bytes when the stripe has none of the kind. */
    OrcStream stream(int column, Kind kind) {
        return open(column, kind, streams.getOrDefault(new Key(column, kind), new Range(0, 0)));
    }

    private OrcStream open(int column, Kind kind, Range range) {
        return new OrcStream(blocks, "stream " + kind + " of column " + column, range.from(), range.length());
    }

    IntegerReader signed(int column, Kind kind) throws IOException {
        return integers(column, kind, true);
    }

    IntegerReader unsigned(int column, Kind kind) throws IOException {
        return integers(column, kind, false);
    }

    private IntegerReader integers(int column, Kind kind, boolean signed) throws IOException {
        OrcStream stream = stream(column, kind);
        return switch (encoding(column).getKind()) {
            case DIRECT_V2, DICTIONARY_V2 -> new RunLengthIntegerReaderV2(stream, signed, false);
            case DIRECT, DICTIONARY -> new RunLengthIntegerReader(stream, signed);
        };
    }

    boolean hasDictionary(int column) {
        return switch (encoding(column).getKind()) {
            case DICTIONARY, DICTIONARY_V2 -> true;
            case DIRECT, DIRECT_V2 -> false;
        };
    }

    ColumnEncoding encoding(int column) {
        return footer.getColumns(column);
    }

    /** Empty when the writer did not say. */
    String writerTimeZone() {
        return footer.getWriterTimezone();
    }

    /** Takes room for bytes that are held until the next stripe. */
    void hold(long bytes) throws IOException {
        blocks.hold(bytes);
    }
}

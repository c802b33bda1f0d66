package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.DOUBLE;
import static io.millrace.kernel.function.ValueType.LONG;
import static io.millrace.kernel.function.ValueType.TEXT;

import com.google.common.io.BaseEncoding;
import io.millrace.kernel.function.JavaFunction;
import io.millrace.kernel.function.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Bytes as text and as numbers. Bytes go in and out as hexadecimal digits. */
public final class EncodingFunctions {
    private static final HexFormat HEX = HexFormat.of();

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.text("from_utf8", a -> utf8(HEX.parseHex((String) a[0]), (String) a[1]), TEXT, TEXT),
            JavaFunction.text("from_base64", a -> fromBase64((String) a[0], (String) a[1]), TEXT, TEXT),
            JavaFunction.text("to_base32", a -> BaseEncoding.base32().encode(HEX.parseHex((String) a[0])), TEXT),
            JavaFunction.text(
                    "from_base32", a -> HEX.formatHex(BaseEncoding.base32().decode((String) a[0])), TEXT),
            JavaFunction.text("big_endian", a -> bigEndian((Long) a[0], (Long) a[1]), LONG, LONG),
            JavaFunction.number("from_big_endian", a -> number((String) a[0], (Long) a[1]), TEXT, LONG),
            JavaFunction.text("ieee754", a -> ieee754((Double) a[0], (Long) a[1]), DOUBLE, LONG),
            new JavaFunction(
                    "from_ieee754",
                    ValueType.DOUBLE,
                    List.of(TEXT, LONG),
                    a -> fromIeee754((String) a[0], (Long) a[1])));

    private EncodingFunctions() {}

    private static String utf8(byte[] bytes, String replacement) throws CharacterCodingException {
        String marked = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return replacement.equals("\uFFFD") ? marked : marked.replace("\uFFFD", replacement);
    }

    private static String fromBase64(String text, String alphabet) {
        Base64.Decoder decoder = alphabet.equals("url") ? Base64.getUrlDecoder() : Base64.getDecoder();
        return HEX.formatHex(decoder.decode(text));
    }

    private static String bigEndian(long number, long bytes) {
        return bytes == 4 ? HEX.toHexDigits((int) number) : HEX.toHexDigits(number);
    }

    /** Null for another number of bytes. */
    private static Long number(String hex, long bytes) {
        if (hex.length() != 2 * bytes) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(HEX.parseHex(hex));
        return bytes == 4 ? in.getInt() : in.getLong();
    }

    private static String ieee754(double number, long bytes) {
        return bytes == 4
                ? HEX.toHexDigits(Float.floatToIntBits((float) number))
                : HEX.toHexDigits(Double.doubleToLongBits(number));
    }

    private static Double fromIeee754(String hex, long bytes) {
        Long bits = number(hex, bytes);
        if (bits == null) {
            return null;
        }
        return bytes == 4 ? Float.intBitsToFloat(bits.intValue()) : Double.longBitsToDouble(bits);
    }
}

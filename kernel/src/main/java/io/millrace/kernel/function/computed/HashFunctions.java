package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.TEXT;

import io.millrace.kernel.function.JavaFunction;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes that DuckDB does not have. Bytes go in and out as hexadecimal digits. */
public final class HashFunctions {
    private static final HexFormat HEX = HexFormat.of();

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.text("digest", a -> digest((String) a[0], bytes(a[1])), TEXT, TEXT),
            JavaFunction.text("hmac", a -> hmac((String) a[0], bytes(a[1]), bytes(a[2])), TEXT, TEXT, TEXT),
            JavaFunction.number("crc32", a -> crc32(bytes(a[0])), TEXT),
            JavaFunction.text("xxhash64", a -> HEX.toHexDigits(XxHash64.of(bytes(a[0]))), TEXT),
            JavaFunction.text("murmur3", a -> HEX.formatHex(Murmur3.of(bytes(a[0]))), TEXT));

    private HashFunctions() {}

    private static byte[] bytes(Object hex) {
        return HEX.parseHex((String) hex);
    }

    private static String digest(String algorithm, byte[] bytes) throws GeneralSecurityException {
        return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static String hmac(String algorithm, byte[] bytes, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return HEX.formatHex(mac.doFinal(bytes));
    }

    private static Long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}

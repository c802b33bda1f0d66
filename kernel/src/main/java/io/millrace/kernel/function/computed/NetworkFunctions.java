package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.LONG;
import static io.millrace.kernel.function.ValueType.TEXT;

import com.google.common.net.InetAddresses;
import io.millrace.kernel.function.JavaFunction;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses and networks of the internet, in text. No name is ever looked up. */
public final class NetworkFunctions {
    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.text("ip_prefix", a -> prefix((String) a[0], (Long) a[1]), TEXT, LONG),
            JavaFunction.text("ip_border", a -> border((String) a[0], (Long) a[1] == 1), TEXT, LONG),
            JavaFunction.test("ip_contains", a -> contains((String) a[0], (String) a[1]), TEXT, TEXT),
            JavaFunction.test("ip_private", a -> isPrivate(InetAddresses.forString((String) a[0])), TEXT));

    private NetworkFunctions() {}

    /** The addresses that begin with the same bits. */
    private static final class Network {
        private final byte[] address;
        private final int bits;

        private Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = InetAddresses.forString(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? 8 * address.length : Integer.parseInt(text.substring(slash + 1));
            return of(address, bits);
        }

        static Network of(byte[] address, int bits) {
            if (bits < 0 || bits > 8 * address.length) {
                throw new IllegalArgumentException("a network cannot have so many bits: " + bits);
            }
            return new Network(address, bits);
        }

        String border(boolean last) throws UnknownHostException {
            int free = 8 * address.length - bits;
            BigInteger hosts = BigInteger.ONE.shiftLeft(free).subtract(BigInteger.ONE);
            BigInteger number = new BigInteger(1, address).andNot(hosts);
            byte[] digits = (last ? number.or(hosts) : number).toByteArray();
            byte[] bytes = new byte[address.length];
            int count = Math.min(digits.length, bytes.length);
            System.arraycopy(digits, digits.length - count, bytes, bytes.length - count, count);
            return InetAddresses.toAddrString(InetAddress.getByAddress(bytes));
        }

        boolean contains(Network other) throws UnknownHostException {
            return address.length == other.address.length
                    && bits <= other.bits
                    && border(false).equals(of(other.address, bits).border(false));
        }
    }

    private static String prefix(String address, long bits) throws UnknownHostException {
        Network network = Network.of(InetAddresses.forString(address).getAddress(), Math.toIntExact(bits));
        return network.border(false) + "/" + bits;
    }

    private static String border(String network, boolean last) throws UnknownHostException {
        return Network.parse(network).border(last);
    }

    private static boolean contains(String network, String other) throws UnknownHostException {
        return Network.parse(network).contains(Network.parse(other));
    }

    private static boolean isPrivate(InetAddress address) {
        boolean unique = address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == 0xFC;
        return unique
                || address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress();
    }
}

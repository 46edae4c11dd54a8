package org.hutong.core.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where a call came from, as failures are counted: an IPv4 address, the /64 of an IPv6 address (one
 * household or office owns all of it), or {@code console}.
 *
 * @param local the machine itself: loopback or console
 */
record Address(String key, boolean local) {
  /** The word for a caller at the machine's own console. */
  static final String CONSOLE = "console";

  // Only what can be nothing but a literal: a name would be looked up in DNS.
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int NETWORK_BYTES = 8;
  private static final int LONGEST = 64;

  /** Reads {@code 1.2.3.4}, {@code ::1}, {@code /1.2.3.4:567}, {@code [::1]:567}, console. */
  static Address of(String from) {
    if (from.equals(CONSOLE)) {
      return new Address(CONSOLE, true);
    }
    String literal = literal(from);
    if (!V4.matcher(literal).matches() && !V6.matcher(literal).matches()) {
      return new Address("? " + cut(from), false);
    }
    try {
      InetAddress address = InetAddress.getByName(literal);
      if (address.isLoopbackAddress()) {
        return new Address(address.getHostAddress(), true);
      }
      return new Address(
          address instanceof Inet6Address
              ? network(address.getAddress())
              : address.getHostAddress(),
          false);
    } catch (UnknownHostException e) {
      return new Address("? " + cut(from), false);
    }
  }

  private static String network(byte[] address) {
    return HexFormat.of().formatHex(Arrays.copyOf(address, NETWORK_BYTES)) + "/64";
  }

  /** The address without port, brackets and host name. */
  static String literal(String from) {
    String text = from.substring(from.lastIndexOf('/') + 1);
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      text = end < 0 ? text : text.substring(1, end);
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
      text = text.substring(0, text.indexOf(':'));
    }
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}

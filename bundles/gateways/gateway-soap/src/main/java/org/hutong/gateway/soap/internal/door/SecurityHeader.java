package org.hutong.gateway.soap.internal.door;

import javax.xml.stream.XMLStreamReader;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The {@code wsse:Security} block while it is read: one UsernameToken with its password in text.
 * Nonce, Created and Timestamp are allowed and not looked at: TLS keeps the message from being
 * replayed. Whatever is ambiguous is no authentication.
 */
final class SecurityHeader {
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String TEXT_TYPE =
      "http://docs.oasis-open.org/wss/2004/01/"
          + "oasis-200401-wss-username-token-profile-1.0#PasswordText";
  private static final int TOKEN_DEPTH = 2;
  private static final int VALUE_DEPTH = 3;
  private static final int LONGEST_ACCOUNT = 200;

  private boolean begun;
  private boolean inToken;
  private boolean tokenSeen;
  private @Nullable StringBuilder value;
  private @Nullable StringBuilder account;
  private @Nullable StringBuilder password;

  void begin() {
    if (begun) {
      throw failed();
    }
    begun = true;
  }

  void start(int depth, XMLStreamReader xml) {
    boolean wsse = WSSE.equals(xml.getNamespaceURI());
    String name = xml.getLocalName();
    if (depth == TOKEN_DEPTH && wsse && name.equals("UsernameToken")) {
      if (tokenSeen) {
        throw failed();
      }
      tokenSeen = true;
      inToken = true;
    } else if (inToken && depth == VALUE_DEPTH && wsse && name.equals("Username")) {
      account = only(account);
      value = account;
    } else if (inToken && depth == VALUE_DEPTH && wsse && name.equals("Password")) {
      String type = xml.getAttributeValue(null, "Type");
      if (type != null && !type.equals(TEXT_TYPE)) {
        throw failed();
      }
      password = only(password);
      value = password;
    } else if (value != null) {
      throw failed();
    }
  }

  void text(int depth, XMLStreamReader xml) {
    if (value != null && depth == VALUE_DEPTH) {
      value.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }
  }

  void end(int depth) {
    if (depth == VALUE_DEPTH) {
      value = null;
    } else if (depth == TOKEN_DEPTH) {
      inToken = false;
    }
  }

  /** The token; null when there is none. */
  @Nullable UsernameToken token() {
    if (!tokenSeen) {
      return null;
    }
    if (account == null || password == null) {
      throw failed();
    }
    String name = account.toString().strip();
    if (name.isEmpty() || name.length() > LONGEST_ACCOUNT) {
      throw failed();
    }
    char[] secret = new char[password.length()];
    password.getChars(0, secret.length, secret, 0);
    password.setLength(0);
    return new UsernameToken(name, secret);
  }

  private static StringBuilder only(@Nullable StringBuilder before) {
    if (before != null) {
      throw failed();
    }
    return new StringBuilder();
  }

  private static Refused failed() {
    return Refused.because(Code.AUTHENTICATION_FAILED);
  }
}

package org.hutong.adapter.rest.internal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.hutong.adapter.support.http.HttpLink;
import org.hutong.adapter.support.http.HttpSettings;

/** How a system wants to know us; makes the credentials once there is a link to it. */
@FunctionalInterface
interface Access {
  Credentials credentials(HttpLink link, Clock clock);

  static Access read(Settings settings, SystemConfig config) throws InvalidConfig {
    String kind = settings.text("auth").orElse("none");
    return switch (kind) {
      case "none" -> (link, clock) -> Credentials.NONE;
      case "bearer" -> fixed("Bearer " + secret(config, "token"));
      case "basic" -> {
        String account = settings.required("user") + ":" + secret(config, "password");
        byte[] bytes = account.getBytes(StandardCharsets.UTF_8);
        yield fixed("Basic " + Base64.getEncoder().encodeToString(bytes));
      }
      case "oauth2" -> token(settings, config);
      case "hmac" -> signature(settings.section("signature"), config);
      default -> throw settings.wrong("auth", "应为 bearer、basic、oauth2、hmac 或 none");
    };
  }

  private static Access fixed(String authorization) {
    Credentials credentials = (method, uri, body, limit) -> Map.of("Authorization", authorization);
    return (link, clock) -> credentials;
  }

  private static Access token(Settings settings, SystemConfig config) throws InvalidConfig {
    Settings section = settings.section("oauth2");
    boolean inBody =
        switch (section.text("credentials").orElse("basic")) {
          case "basic" -> false;
          case "body" -> true;
          default -> throw section.wrong("credentials", "应为 basic 或 body");
        };
    Token.Source source =
        new Token.Source(
            HttpSettings.url(section, "tokenUrl"),
            section.required("clientId"),
            secret(config, "clientSecret"),
            section.text("scope").orElse(null),
            inBody);
    section.done();
    return (link, clock) -> new Token(source, link, clock);
  }

  private static Access signature(Settings section, SystemConfig config) throws InvalidConfig {
    Signature.Hash hash =
        switch (section.required("algorithm")) {
          case "SM3" -> Signature.Hash.SM3;
          case "SHA-256" -> Signature.Hash.SHA_256;
          default -> throw section.wrong("algorithm", "应为 SM3 或 SHA-256");
        };
    Signature.Time time =
        switch (section.text("time").orElse("millis")) {
          case "millis" -> Signature.Time.MILLIS;
          case "seconds" -> Signature.Time.SECONDS;
          default -> throw section.wrong("time", "应为 millis 或 seconds");
        };
    boolean base64 =
        switch (section.text("encoding").orElse("hex")) {
          case "hex" -> false;
          case "base64" -> true;
          default -> throw section.wrong("encoding", "应为 hex 或 base64");
        };
    String content =
        section
            .text("content")
            .orElse("{appId}\n{time}\n{nonce}\n{method}\n{path}\n{query}\n{bodyHash}");
    if (!Signature.knows(content) || !content.contains("{nonce}") || !content.contains("{time}")) {
      throw section.wrong(
          "content", "应含 {time} 与 {nonce}，可用 {appId} {method} {path} {query} {bodyHash}");
    }
    Settings names = section.section("headers");
    Signature.Form form =
        new Signature.Form(
            hash,
            section.required("appId"),
            time,
            base64,
            content,
            new Signature.Names(
                header(names, "appId", "X-App-Id"),
                header(names, "time", "X-Time"),
                header(names, "nonce", "X-Nonce"),
                header(names, "sign", "X-Sign")));
    names.done();
    section.done();
    byte[] key = secret(config, "signKey").getBytes(StandardCharsets.UTF_8);
    return (link, clock) -> new Signature(form, key, clock);
  }

  private static String header(Settings names, String name, String otherwise) throws InvalidConfig {
    String header = names.text(name).orElse(otherwise);
    if (!header.matches("[A-Za-z0-9-]+")) {
      throw names.wrong(name, "不是请求头的名称");
    }
    return header;
  }

  private static String secret(SystemConfig config, String name) throws InvalidConfig {
    String value = config.requiredSecret(name).strip();
    if (value.isEmpty() || !value.codePoints().allMatch(c -> c >= ' ' && c != 0x7f)) {
      throw new InvalidConfig("secrets." + name, "secrets." + name + " 为空或含有控制字符。");
    }
    return value;
  }
}

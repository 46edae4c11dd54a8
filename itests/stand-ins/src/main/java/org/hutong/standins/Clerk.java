package org.hutong.standins;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with a browser: logs in, opens the form, types what stands on the sheet, submits. */
public final class Clerk {
  private static final Pattern FIELD =
      Pattern.compile(
          "<label>([^*<]+?)\\*? <input name=\"(\\w+)\" maxlength=\"(\\d+)\"( required)?>");
  private static final Pattern ACTION = Pattern.compile("action=\"(/submit/\\w+)\"");
  private static final Pattern RECEIPT = Pattern.compile("<b id=\"hzh\">(\\w+)</b>");

  /** A field as the page shows it. */
  public record Field(String label, String name, int most, boolean required) {}

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private String page = "";
  private List<Field> fields = List.of();

  /** At the page of that address. */
  public Clerk(String url) {
    this.url = url;
  }

  /** Types name and password; the form comes up. */
  public void logIn(String user, String password) throws IOException, InterruptedException {
    page = send("/login", "user=" + coded(user) + "&password=" + coded(password));
  }

  /** The form behind the login, field by field. */
  public List<Field> open() {
    List<Field> found = new ArrayList<>();
    Matcher field = FIELD.matcher(page);
    while (field.find()) {
      found.add(
          new Field(
              field.group(1),
              field.group(2),
              Integer.parseInt(field.group(3)),
              field.group(4) != null));
    }
    fields = found;
    return found;
  }

  /** Types a sheet's values under their labels, in the page's order, and submits. */
  public String type(Map<String, String> sheet) throws IOException, InterruptedException {
    Matcher action = ACTION.matcher(page);
    if (!action.find()) {
      throw new IOException("no form: " + page);
    }
    StringJoiner form = new StringJoiner("&");
    for (Field field : fields) {
      String value = sheet.getOrDefault(field.label(), "");
      form.add(coded(field.name()) + "=" + coded(value));
    }
    return send(action.group(1), form.toString());
  }

  /** The number on the page of receipt; the page itself when there is none. */
  public static String receipt(String page) {
    Matcher receipt = RECEIPT.matcher(page);
    return receipt.find() ? receipt.group(1) : page;
  }

  private String send(String path, String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

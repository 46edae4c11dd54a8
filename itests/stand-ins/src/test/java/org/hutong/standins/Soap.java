package org.hutong.standins;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain SOAP 1.1 client, without retries. */
record Soap(String url, String user, String password, String userAgent) {
  private static final String ENVELOPE =
      """
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
      <w:Security s:mustUnderstand="1" xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-\
      200401-wss-wssecurity-secext-1.0.xsd"><w:UsernameToken><w:Username>%s</w:Username>\
      <w:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-\
      profile-1.0#PasswordText">%s</w:Password></w:UsernameToken></w:Security></s:Header>
      <s:Body xmlns="urn:standin:zhjz">%s</s:Body></s:Envelope>""";

  static final String GOOD_ID = "110102198001011239";

  record Answer(int status, String body) {
    String text(String element) {
      Matcher m =
          Pattern.compile("<(?:\\w+:)?" + element + "[^>]*>([^<]*)</", Pattern.DOTALL)
              .matcher(body);
      return m.find() ? m.group(1) : null;
    }
  }

  Answer send(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "text/xml; charset=utf-8")
            .header("SOAPAction", "\"\"")
            .header("User-Agent", userAgent)
            .POST(HttpRequest.BodyPublishers.ofString(ENVELOPE.formatted(user, password, body)))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  static String apply(String lsh, String idNumber) {
    return """
        <apply><lsh>%s</lsh><sqr><xm>阿依古丽·买买提</xm><sfzh>%s</sfzh><jzdz>东经路示例1号院</jzdz>\
        <sqdm>110102014003</sqdm></sqr><knlx>01</knlx><sqje>3000.00</sqje><csdw>示例社保所</csdw>\
        <csrq>2016-09-30</csrq></apply>"""
        .formatted(lsh, idNumber);
  }

  Answer submit(String lsh) throws IOException, InterruptedException {
    return submit(lsh, GOOD_ID);
  }

  Answer submit(String lsh, String idNumber) throws IOException, InterruptedException {
    return send("<submitTempAid>" + apply(lsh, idNumber) + "</submitTempAid>");
  }

  Answer byLsh(String lsh) throws IOException, InterruptedException {
    return send("<queryByLsh><lsh>" + lsh + "</lsh></queryByLsh>");
  }
}
